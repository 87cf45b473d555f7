namespace JitPortal.Connectors.SshCa;

/// <summary>A certificate that was issued, read again (PROTOCOL.certkeys).</summary>
internal static class SshCertificate
{
    // ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQ... jit_0197...
    /// <returns>What the certificate has a host run in place of what is asked for; <see langword="null"/> where it leaves that alone, or cannot be read.</returns>
    public static string? ForceCommand(string line)
    {
        try
        {
            return line.Split(' ') is [_, var blob, ..] ? Read(new SshReader(Convert.FromBase64String(blob))) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Read(SshReader reader)
    {
        var type = reader.Text();
        reader.Bytes();   // nonce
        for (var field = 0; field < KeyFields(type); field++)
            reader.Bytes();
        reader.Uint64();   // serial
        reader.Uint32();   // kind
        reader.Bytes();   // key id
        reader.Bytes();   // principals
        reader.Uint64();   // valid from
        reader.Uint64();   // valid to
        var options = new SshReader(reader.Bytes());
        while (!options.AtEnd)
        {
            var name = options.Text();
            var value = options.Bytes();
            if (name == "force-command")
                return new SshReader(value).Text();
        }
        return null;
    }

    /// <summary>How many strings or numbers make up the key that is certified.</summary>
    private static int KeyFields(string type) => (type.StartsWith("sk-", StringComparison.Ordinal) ? 1 : 0) + (type.Contains("ed25519", StringComparison.Ordinal) ? 1 : 2);
}
