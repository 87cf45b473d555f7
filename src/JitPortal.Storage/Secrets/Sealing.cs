using System.Security.Cryptography;

namespace JitPortal.Storage.Secrets;

/// <summary>
/// AES-256-GCM in one shape: nonce (12) ‖ tag (16) ‖ ciphertext, NIST SP 800-38D. The associated data names the row the
/// box belongs to, so a box moved to another row does not open (I-34).
/// </summary>
internal static class Sealing
{
    public const int KeyLength = 32;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> belongsTo)
    {
        var box = new byte[NonceLength + TagLength + plain.Length];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength), belongsTo);
        return box;
    }

    /// <exception cref="CryptographicException">Wrong key, changed bytes, or a box that belongs to another row.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> belongsTo)
    {
        if (box.Length < NonceLength + TagLength)
            throw new CryptographicException("A sealed value is shorter than its header.");
        var plain = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(box[..NonceLength], box[(NonceLength + TagLength)..], box.Slice(NonceLength, TagLength), plain, belongsTo);
        return plain;
    }
}
