using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace JitPortal.Domain.Audit;

/// <summary>
/// The hash chain over the audit log. Each link covers the one before and the record's exact bytes, so a changed, deleted,
/// inserted or reordered record shows at its own place (I-32). The record hash is the leaf hash of RFC 6962 §2.1, so a
/// Merkle tree over the same records needs no second hash.
/// </summary>
public static class AuditChain
{
    public const int HashLength = 32;
    public const int SaltLength = 32;

    private const byte LeafPrefix = 0x00;

    /// <summary>What stands before the first record: bound to the installation.</summary>
    public static byte[] Genesis(Guid installation) =>
        SHA256.HashData(Encoding.UTF8.GetBytes("jitportal audit chain v1 " + installation.ToString("N")));

    /// <summary>SHA-256(0x00 ‖ record), RFC 6962.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> leaf)
    {
        // One call on one buffer: an incremental hash would cost more than the hashing.
        var buffer = ArrayPool<byte>.Shared.Rent(leaf.Length + 1);
        try
        {
            buffer[0] = LeafPrefix;
            leaf.CopyTo(buffer.AsSpan(1));
            return SHA256.HashData(buffer.AsSpan(0, leaf.Length + 1));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>SHA-256(previous link ‖ leaf hash).</summary>
    public static byte[] Link(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> leaf)
    {
        Span<byte> both = stackalloc byte[2 * HashLength];
        previous.CopyTo(both);
        LeafHash(leaf).CopyTo(both[HashLength..]);
        return SHA256.HashData(both);
    }

    /// <summary>SHA-256(salt ‖ field name ‖ value): fixes a personal value in the chain without showing it (I-36).</summary>
    public static byte[] Commit(ReadOnlySpan<byte> salt, string name, string value)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(Encoding.UTF8.GetBytes(name));
        hash.AppendData(Encoding.UTF8.GetBytes(value));
        return hash.GetHashAndReset();
    }
}
