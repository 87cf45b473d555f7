using JitPortal.Application.Requests;
using JitPortal.Domain;

namespace JitPortal.Application.Intake;

/// <summary>The name that a caller gives to one call, and what the call says.</summary>
/// <param name="Key">1 to 100 printable characters, chosen by the caller.</param>
/// <param name="Fingerprint">SHA-256 over method, path and body.</param>
public sealed record ApiCallKey(string Key, byte[] Fingerprint)
{
    private const int Longest = 100;

    /// <returns><see cref="Refusal.Invalid"/> on the field "Idempotency-Key".</returns>
    public static Outcome<ApiCallKey> Of(string key, byte[] fingerprint) =>
        key.Length is 0 or > Longest || key.Any(char.IsControl) || TextCheck.Mistakes("key", key, Longest).Any()
            ? new Refusal.Invalid("Idempotency-Key", Both($"Use 1 to {Longest} printable characters, new ones for each thing you ask for."))
            : new ApiCallKey(key, fingerprint);
}
