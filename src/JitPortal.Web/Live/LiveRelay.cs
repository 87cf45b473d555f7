using JitPortal.Application.Live;
using JitPortal.Application.People;
using Microsoft.AspNetCore.SignalR;

namespace JitPortal.Web.Live;

/// <summary>Passes events on to the hub's listeners, in order, and asks every 3 s whether they may still listen (I-22).</summary>
internal sealed class LiveRelay(
    ILiveEvents events,
    IHubContext<LiveHub, ILiveClient> hub,
    LiveConnections connections,
    ReadActor readActor,
    TimeProvider time,
    ILogger<LiveRelay> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await Task.WhenAll(RelayAsync(stoppingToken), RevalidateAsync(stoppingToken));

    private async Task RelayAsync(CancellationToken ct)
    {
        using var waiting = new LiveQueue(events, happened => happened.IsCatchUp || happened.Sequence != LiveEvent.NotInTheLog);
        while (true)
        {
            await waiting.WaitAsync(ct);
            while (waiting.TryTake(out var happened))
                await TellAsync(happened);
        }
    }

    private async Task TellAsync(LiveEvent happened)
    {
        if (happened.IsCatchUp)
        {
            await hub.Clients.All.Listening();
        }
        else if (connections.Audience(happened) is { Count: > 0 } audience)
        {
            await hub.Clients.Clients(audience)
                .Changed(new LiveMessage(happened.Sequence, happened.Type, happened.Request?.Value, happened.Grant?.Value));
        }
    }

    private async Task RevalidateAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                await connections.RevalidateAsync((person, session) => readActor.RunAsync(person, session, ct));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.ListenersNotChecked(logger, failure);   // the database is away; the next tick asks again
            }
        }
    }
}
