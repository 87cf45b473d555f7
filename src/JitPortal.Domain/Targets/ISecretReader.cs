namespace JitPortal.Domain.Targets;

/// <summary>Decrypts the secret of a target at the moment a connector is built (I-34).</summary>
public interface ISecretReader
{
    /// <returns><see langword="null"/> where the target has no secret.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is missing or the stored secret was moved or changed: revocation on this target is blocked, which is an alarm.</exception>
    Task<string?> ReadAsync(TargetId target, CancellationToken ct);
}
