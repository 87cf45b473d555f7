using System.Numerics;
using System.Security.Cryptography;
using JitPortal.Domain;

namespace JitPortal.Connectors.SshCa;

/// <summary>A holder's public key, taken apart and checked, since a certificate vouches for it.</summary>
/// <param name="Type">As written before the key: <c>ssh-ed25519</c>.</param>
/// <param name="Body">The bytes of the key after its type: what a certificate repeats.</param>
internal sealed record SshPublicKey(string Type, byte[] Body)
{
    private const string Field = "publicKey";
    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 16_384;

    /// <summary>The key alone: a comment may name a person or a machine, and nothing needs it.</summary>
    public string Line => $"{Type} {Convert.ToBase64String(new SshWriter().String(Type).Raw(Body).ToArray())}";

    /// <summary><c>ssh-ed25519</c> → <c>ssh-ed25519-cert-v01@openssh.com</c>; a name with an owner keeps it at the end.</summary>
    public string CertificateType => $"{Type.Split('@')[0]}-cert-v01@openssh.com";

    // ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI... alice@laptop
    public static Outcome<SshPublicKey> Read(string line)
    {
        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return new Refusal.Invalid(Field, Both("This is a private key. Never give it away; the public key is in the file that ends in .pub."));

        var words = line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || line.Trim().AsSpan().IndexOfAny('\n', '\r') >= 0)
            return new Refusal.Invalid(Field, Both("Give the one line of an OpenSSH public key: its type, a space and the key."));
        if (words[0].Contains("-cert-", StringComparison.Ordinal))
            return new Refusal.Invalid(Field, Both("This is a certificate. Give the plain public key."));

        try
        {
            return Parse(words[0], Convert.FromBase64String(words[1]));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return new Refusal.Invalid(Field, Both("The key is damaged or does not fit its type."));
        }
    }

    private static Outcome<SshPublicKey> Parse(string type, byte[] blob)
    {
        var reader = new SshReader(blob);
        if (reader.Text() != type)
            throw new FormatException("The type inside differs from the one before the key.");

        var mistake = CheckBody(type, ref reader);
        if (mistake is not null)
            return new Refusal.Invalid(Field, mistake);

        return reader.AtEnd ? new SshPublicKey(type, blob[(4 + type.Length)..]) : throw new FormatException("Bytes follow the key.");
    }

    private static string? CheckBody(string type, ref SshReader reader)
    {
        switch (type)
        {
            case "ssh-ed25519":
            case "sk-ssh-ed25519@openssh.com":
                if (reader.Bytes().Length != 32)
                    throw new FormatException("An Ed25519 key has 32 bytes.");
                break;
            case "ecdsa-sha2-nistp256":
            case "sk-ecdsa-sha2-nistp256@openssh.com":
                CheckPoint(ref reader, "nistp256", ECCurve.NamedCurves.nistP256);
                break;
            case "ecdsa-sha2-nistp384":
                CheckPoint(ref reader, "nistp384", ECCurve.NamedCurves.nistP384);
                break;
            case "ecdsa-sha2-nistp521":
                CheckPoint(ref reader, "nistp521", ECCurve.NamedCurves.nistP521);
                break;
            case "ssh-rsa":
                return CheckRsa(ref reader);
            default:
                return "Give a key of type ssh-ed25519, ecdsa-sha2-nistp256/384/521, ssh-rsa (2048 bits or more), sk-ssh-ed25519 or sk-ecdsa.";
        }

        if (type.StartsWith("sk-", StringComparison.Ordinal) && reader.Text().Length == 0)
            throw new FormatException("A security key names its application.");
        return null;
    }

    private static void CheckPoint(ref SshReader reader, string curve, ECCurve named)
    {
        if (reader.Text() != curve)
            throw new FormatException("The curve differs from the type.");

        var point = reader.Bytes();
        var size = point.Length / 2;
        if (point.Length < 3 || point[0] != 4)
            throw new FormatException("Only uncompressed points are used in SSH.");

        // Refuses a point that is not on the curve.
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = named,
            Q = new ECPoint { X = point.Slice(1, size).ToArray(), Y = point[(1 + size)..].ToArray() },
        });
    }

    private static string? CheckRsa(ref SshReader reader)
    {
        var exponent = new BigInteger(reader.Bytes(), isUnsigned: false, isBigEndian: true);
        var modulus = new BigInteger(reader.Bytes(), isUnsigned: false, isBigEndian: true);
        if (exponent < 3 || exponent.IsEven || modulus.Sign <= 0 || modulus.IsEven)
            throw new FormatException("This is no RSA key.");

        return modulus.GetBitLength() is >= LeastRsaBits and <= MostRsaBits ? null : $"An RSA key needs {LeastRsaBits} to {MostRsaBits} bits; this one has {modulus.GetBitLength()}.";
    }
}
