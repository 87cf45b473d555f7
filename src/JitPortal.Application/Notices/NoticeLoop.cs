using System.Threading.Channels;
using JitPortal.Storage.Audit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Notices;

/// <summary>Tells people what happened, on every node: after each commit, and every second for what time alone makes true.</summary>
public sealed class NoticeLoop : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>A storm of commits must not become a storm of looks: at most every 200 milliseconds.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    private readonly RaiseAlarms alarms;
    private readonly WarnOfEndings endings;
    private readonly TellPeople tell;
    private readonly TimeProvider clock;
    private readonly ILogger<NoticeLoop> log;
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public NoticeLoop(RaiseAlarms alarms, WarnOfEndings endings, TellPeople tell, CommitHints hints, TimeProvider clock, ILogger<NoticeLoop> log)
    {
        (this.alarms, this.endings, this.tell, this.clock, this.log) = (alarms, endings, tell, clock, log);
        hints.Listen(_ => wake.Writer.TryWrite(true));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await PartAsync(() => alarms.RunAsync(stoppingToken));
            await PartAsync(() => endings.RunAsync(stoppingToken));
            await PartAsync(() => tell.RunAsync(stoppingToken));
            await Task.Delay(Shortest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SleepAsync(stoppingToken);
        }
    }

    /// <summary>Each part by itself: one that fails must not keep the others from their work (I-18).</summary>
    private async Task PartAsync(Func<Task> part)
    {
        try
        {
            await part();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.PartFailed(e);
        }
        catch (OperationCanceledException)
        {
            // The node stops; the rows are the memory.
        }
    }

    private async Task SleepAsync(CancellationToken ct)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(wake.Reader.WaitToReadAsync(until.Token).AsTask(), Task.Delay(Longest, clock, until.Token));
        await until.CancelAsync();
        wake.Reader.TryRead(out _);   // many commits, one look
    }
}
