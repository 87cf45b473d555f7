using System.Buffers.Binary;
using System.Security.Cryptography;
using JitPortal.Connectors.SshCa;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.SshCa;

public sealed class SshCaKindTests
{
    private const string Right = """{"principals":["dba"]}""";
    private readonly SshCaKind kind = new(TimeProvider.System);

    [Fact]
    public void CheckSettings_SeveralMistakes_NamesEachField() => kind
        .CheckSettings("""{"krlPath":"relative/krl","hostsPullEvery":-1,"sessionCap":0,"hosts":["no-port"],"loginUser":"-oProxyCommand=x","extra":1}""")
        .Select(e => e.Field).ShouldBe(["krlPath", "hostsPullEvery", "sessionCap", "hosts", "loginUser", "extra"], ignoreOrder: true);

    [Theory]
    [InlineData("""{"principals":["dba"],"extensions":[],"bindSourceAddress":true}""", "")]
    [InlineData("""{"principals":[]}""", "principals")]
    [InlineData("{}", "principals")]
    [InlineData("""{"principals":["two words"]}""", "principals")]
    [InlineData("""{"principals":["dba"],"extensions":["permit-everything"]}""", "extensions")]
    [InlineData("""{"principals":["dba"],"role":"x"}""", "role")]
    public void CheckRight_EachMistake_IsNamed(string right, string field) =>
        kind.CheckRight(right).Select(e => e.Field).ShouldBe(field.Length == 0 ? [] : [field]);

    [Fact]
    public async Task CheckPublicKey_KeysOfSshKeygen_AreAcceptedOrRefusedByKind()
    {
        var folder = Directory.CreateTempSubdirectory("jitportal-keys-").FullName;
        try
        {
            foreach (var (type, bits, accepted) in ((string, string, bool)[])[("ed25519", "0", true), ("ecdsa", "256", true), ("ecdsa", "521", true), ("rsa", "2048", true), ("rsa", "1024", false)])
            {
                var key = Path.Combine(folder, type + bits);
                await Shell.MustAsync("ssh-keygen", ["-q", "-t", type, .. bits == "0" ? Array.Empty<string>() : ["-b", bits], "-N", "", "-f", key]);
                var line = await File.ReadAllTextAsync(key + ".pub");

                kind.CheckPublicKey(Right, line).Count.ShouldBe(accepted ? 0 : 1, type + bits);
                kind.CheckPublicKey(Right, await File.ReadAllTextAsync(key)).Single().Message.ShouldContain("private");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void CheckPublicKey_SecurityKeys_AreAccepted()
    {
        using var point = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var q = point.ExportParameters(false).Q;

        kind.CheckPublicKey(Right, Line("sk-ssh-ed25519@openssh.com", new byte[32], "ssh:"u8.ToArray())).ShouldBeEmpty();
        kind.CheckPublicKey(Right, Line("sk-ecdsa-sha2-nistp256@openssh.com", "nistp256"u8.ToArray(), [4, .. q.X!, .. q.Y!], "ssh:"u8.ToArray())).ShouldBeEmpty();
    }

    [Fact]
    public void CheckPublicKey_DamagedOrForeign_IsRefused()
    {
        byte[] offCurve = [4, .. new byte[31], 1, .. new byte[31], 1];
        string[] lines =
        [
            "",
            "ssh-ed25519",
            "ssh-ed25519 !!!",
            Line("ssh-ed25519", new byte[31]),
            Line("ssh-ed25519", new byte[32], new byte[1]),
            Line("ssh-ed25519", new byte[32]).Replace("ssh-ed25519 ", "ssh-rsa "),
            Line("ssh-dss", new byte[128]),
            Line("ecdsa-sha2-nistp256", "nistp256"u8.ToArray(), offCurve),
            Line("ecdsa-sha2-nistp256", "nistp384"u8.ToArray(), offCurve),
            Line("ssh-ed25519-cert-v01@openssh.com", new byte[32], new byte[32]),
            $"command=\"x\" {Line("ssh-ed25519", new byte[32])}",
            $"{Line("ssh-ed25519", new byte[32])}\n{Line("ssh-ed25519", new byte[32])}",
            $"ssh-ed25519 {Convert.ToBase64String([255, 255, 255, 255])}",
        ];

        foreach (var line in lines)
            kind.CheckPublicKey(Right, line).Select(e => e.Field).ShouldBe(["publicKey"], line);
    }

    [Fact]
    public void Connect_SecretIsNoAuthorityKey_IsUnauthorizedAndNotRepeated()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (var secret in (string?[])[null, "", "canary-secret", other.ExportPkcs8PrivateKeyPem()])
        {
            var failure = Should.Throw<TargetException>(() => kind.Connect(TargetId.New(), """{"krlPath":"/tmp/krl"}""", secret));
            failure.Fault.ShouldBe(Fault.Unauthorized);
            failure.ToString().ShouldNotContain("canary");
        }
    }

    [Fact]
    public void ConnectionLines_QuoteThePath()
    {
        var connector = kind.Connect(TargetId.New(), """{"krlPath":"/var/lib/it's/krl","hosts":["web1:2222","[2001:db8::1]:22"],"loginUser":"deploy"}""", SshCaKind.CreateAuthorityKey());
        var grant = Domain.Grants.GrantId.New();
        var now = TimeProvider.System.GetUtcNow();

        connector.ConnectionLines(new Opening(grant, $"jit_{grant}", Right, now, now, null, now, 1, null), null).ShouldBe(
        [
            $"ssh -i jit_{grant} -o CertificateFile=jit_{grant}-cert.pub -o IdentitiesOnly=yes -p 2222 deploy@web1",
            $"ssh -i jit_{grant} -o CertificateFile=jit_{grant}-cert.pub -o IdentitiesOnly=yes -p 22 deploy@2001:db8::1",
            $"ssh-keygen -L -f jit_{grant}-cert.pub",
            $"ssh-keygen -Q -f '/var/lib/it'\\''s/krl' jit_{grant}-cert.pub",
        ]);
    }

    private static string Line(string type, params byte[][] fields)
    {
        var blob = new List<byte>();
        foreach (var field in (byte[][])[System.Text.Encoding.ASCII.GetBytes(type), .. fields])
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
            blob.AddRange([.. length, .. field]);
        }

        return $"{type} {Convert.ToBase64String([.. blob])}";
    }
}
