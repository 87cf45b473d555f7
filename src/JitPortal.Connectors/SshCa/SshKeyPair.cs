using System.Security.Cryptography;
using System.Text;

namespace JitPortal.Connectors.SshCa;

/// <summary>Makes a key pair for a holder who brings none, in OpenSSH's own file format (PROTOCOL.key), unencrypted.</summary>
internal static class SshKeyPair
{
    private const string Type = "ecdsa-sha2-nistp256";
    private const string Curve = "nistp256";
    private const int BlockSize = 8;
    private const int LineLength = 70;

    public static (string PrivateKey, string PublicLine) Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        byte[] point = [4, .. parameters.Q.X!, .. parameters.Q.Y!];
        var publicBlob = new SshWriter().String(Type).String(Curve).String(point).ToArray();

        var file = new SshWriter()
            .Raw("openssh-key-v1\0"u8).String("none").String("none").String("")
            .Uint32(1).String(publicBlob).String(Secret(point, parameters.D!)).ToArray();
        return (Armour(file), $"{Type} {Convert.ToBase64String(publicBlob)}");
    }

    private static byte[] Secret(byte[] point, byte[] scalar)
    {
        // The same number twice tells a reader that decryption worked; nothing is encrypted here, so any number does.
        var check = RandomNumberGenerator.GetBytes(4);
        var secret = new SshWriter().Raw(check).Raw(check).String(Type).String(Curve).String(point).MpInt(scalar).String("jitportal");
        for (byte pad = 1; secret.Length % BlockSize != 0; pad++)
            secret.Byte(pad);
        return secret.ToArray();
    }

    private static string Armour(byte[] file)
    {
        var text = new StringBuilder("-----BEGIN OPENSSH PRIVATE KEY-----\n");
        foreach (var line in Convert.ToBase64String(file).Chunk(LineLength))
            text.Append(line).Append('\n');
        return text.Append("-----END OPENSSH PRIVATE KEY-----\n").ToString();
    }
}
