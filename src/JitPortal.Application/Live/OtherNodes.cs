using System.Text.Json;
using JitPortal.Storage.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Live;

/// <summary>
/// Tells the other nodes what happens here, and the pages that are open here what happens there. Hints both ways: what is lost while
/// the database cannot be reached is made up by <see cref="LiveEvent.CatchUp"/>, on which pages read again.
/// </summary>
public sealed class OtherNodes(ILiveEvents events, NodeMessages messages, TimeProvider time, ILogger<OtherNodes> log) : BackgroundService
{
    /// <summary>Events sent at once.</summary>
    private const int AtOnce = 100;

    /// <summary>After a failure it is tried again in 2 seconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Guid self = Guid.CreateVersion7();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        messages.AreThere ? Task.WhenAll(SendAsync(stoppingToken), ListenAsync(stoppingToken)) : Task.CompletedTask;

    private async Task SendAsync(CancellationToken ct)
    {
        using var waiting = new LiveQueue(events, happened => !happened.FromAnotherNode);
        while (true)
        {
            await waiting.WaitAsync(ct);
            List<LiveEvent> batch = [];
            while (batch.Count < AtOnce && waiting.TryTake(out var happened))
                batch.Add(happened);
            await TryAsync(() => SendAsync(batch, ct), ct);
        }
    }

    private async Task SendAsync(IReadOnlyList<LiveEvent> batch, CancellationToken ct)
    {
        foreach (var message in NodeEnvelope.Write(self, batch))
            await messages.SendAsync(message, ct);
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        while (true)
            await TryAsync(() => messages.ListenAsync(() => events.Publish([LiveEvent.CatchUp]), Hear, ct), ct);
    }

    private void Hear(string message)
    {
        try
        {
            events.Publish(NodeEnvelope.Read(self, message));
        }
        catch (JsonException failure)
        {
            log.MessageNotRead(failure);
        }
    }

    private async Task TryAsync(Func<Task> part, CancellationToken ct)
    {
        try
        {
            await part();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.NodesNotReached(failure);
            await Task.Delay(Pause, time, ct);
        }
    }
}
