using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>
/// The secrets shared with a service, and their signatures as Standard Webhooks 1.0 has them
/// (https://github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md).
/// </summary>
internal sealed class SigningKeys
{
    private const string Prefix = "whsec_";
    private const int Shortest = 24;
    private const int Longest = 64;

    /// <summary>Two are enough to replace one by another; more would only keep old ones alive.</summary>
    private const int Most = 2;

    private readonly IReadOnlyList<byte[]> keys;

    private SigningKeys(IReadOnlyList<byte[]> keys) => this.keys = keys;

    /// <param name="secret">One secret, or the new and the old one with a space between them while a service changes over.</param>
    /// <exception cref="TargetException">It is missing or none of these: an administrator has to enter it anew.</exception>
    public static SigningKeys Read(string? secret)
    {
        var words = (secret ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var read = words.Select(Key).ToList();
        return read.Count is >= 1 and <= Most && read.All(key => key is not null)
            ? new SigningKeys(read!)
            : throw new TargetException(Fault.Unauthorized, $"The secret of this target is not one or two of the form {Prefix} + base64 of {Shortest} to {Longest} bytes.");
    }

    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <returns><c>v1,</c> + base64 of HMAC-SHA256 over <c>id.timestamp.body</c>, one for each secret, a space between them.</returns>
    public string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{Seconds(at)}."), .. body];
        return string.Join(' ', keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }

    /// <summary>The timestamp as it is signed and sent: whole seconds of Unix time.</summary>
    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static byte[]? Key(string word)
    {
        var buffer = new byte[Longest + 2];   // base64 comes in threes
        return word.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(word[Prefix.Length..], buffer, out var length)
            && length is >= Shortest and <= Longest
            ? buffer[..length]
            : null;
    }
}
