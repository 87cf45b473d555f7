using System.Net.Sockets;
using System.Text;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SshCa;

/// <summary>Looks at the revocation list and at the named hosts and says what an administrator should know.</summary>
internal sealed class SshCaCheck(SshCaSettings settings, CertificateAuthority authority, RevocationFile file)
{
    private static readonly TimeSpan HostWithin = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        var hosts = await Task.WhenAll(settings.Hosts.Select(h => ReachAsync(h, ct)));
        return
        [
            new Finding(FindingLevel.Fine, T($"Hosts trust this authority by the line: {authority.PublicLine}")),
            await ListAsync(ct),
            .. hosts,
            settings.SessionCap is null
                ? new Finding(FindingLevel.Warning, T("Sessions have no limit: one that is open when access ends goes on. Set sessionCap to bound it."))
                : new Finding(FindingLevel.Fine, T($"Sessions end after {settings.SessionCap}; hosts need the programs sh and timeout.")),
        ];
    }

    private async Task<Finding> ListAsync(CancellationToken ct)
    {
        try
        {
            await file.EnsureAsync(ct);
            var list = await file.ReadAsync(ct);
            return new Finding(FindingLevel.Fine, T($"The revocation list {settings.KrlPath} is at version {list.Version} with {list.Grants.Count} grants."));
        }
        catch (TargetException failure)
        {
            return new Finding(FindingLevel.Problem, failure.Message);
        }
    }

    private static async Task<Finding> ReachAsync(SshHost host, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(HostWithin);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host.Name, host.Port, limited.Token);
            var banner = new byte[4];
            await client.GetStream().ReadExactlyAsync(banner, limited.Token);
            return Encoding.ASCII.GetString(banner) == "SSH-"
                ? new Finding(FindingLevel.Fine, T($"{host.Name}:{host.Port} answers as an SSH server."))
                : new Finding(FindingLevel.Warning, T($"{host.Name}:{host.Port} answers, but not as an SSH server."));
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new Finding(FindingLevel.Warning, T($"{host.Name}:{host.Port} does not answer."));
        }
    }
}
