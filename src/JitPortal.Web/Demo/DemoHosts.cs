using System.Text.Json;
using JitPortal.Application.Targets;
using JitPortal.Connectors.SshCa;

namespace JitPortal.Web.Demo;

/// <summary>A certificate authority for SSH hosts, in pure .NET, so that it is always in the demo.</summary>
internal sealed class DemoHosts(IConfiguration configuration)
{
    /// <returns>The target; the authority's public line lies beside the revocation list, for <c>TrustedUserCAKeys</c>.</returns>
    public async Task<TargetForm> PrepareAsync(CancellationToken ct)
    {
        var folder = Path.GetFullPath(Path.Combine(configuration[DataFolder.Key]!, "ssh-ca"));
        Directory.CreateDirectory(folder);
        var key = SshCaKind.CreateAuthorityKey();
        await File.WriteAllTextAsync(Path.Combine(folder, "user_ca.pub"), SshCaKind.AuthorityLine(key) + "\n", ct);
        var settings = JsonSerializer.Serialize(new { krlPath = Path.Combine(folder, "revoked.krl"), loginUser = "deploy" });
        return new TargetForm("edge-hosts", "ssh-ca", settings, key);
    }
}
