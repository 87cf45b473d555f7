using JitPortal.Application.Grants;

namespace JitPortal.Web.Grants;

/// <summary>Says at the start what came due while the portal was away. The due work needs no telling: it reads the rows.</summary>
internal sealed class MissedEndings(CountMissedEndings count) : IHostedService, IStartAnnouncement
{
    public string? Line { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken) => Line = await count.RunAsync(cancellationToken) switch
    {
        0 => null,
        1 => "1 ending was due while the portal was away; it is being done now.",
        var several => $"{several} endings were due while the portal was away; they are being done now.",
    };

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
