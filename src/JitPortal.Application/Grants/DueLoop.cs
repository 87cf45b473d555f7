using System.Diagnostics;
using System.Threading.Channels;
using Hangfire;
using JitPortal.Application.Requests;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Grants;

/// <summary>
/// Asks the rows what is due and has it done; runs on every node. It never claims: it enqueues one job per target and kind,
/// and runs revocations itself when the job server has not begun within <see cref="JobPatience"/> or does not exist.
/// </summary>
public sealed class DueLoop : BackgroundService
{
    /// <summary>The longest sleep: 1 second.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Looks at most this often however much is committed: every 100 milliseconds.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a due revocation may wait for the job server: 2 seconds.</summary>
    public static readonly TimeSpan JobPatience = TimeSpan.FromSeconds(2);

    /// <summary>How long a due opening may wait for it: 10 seconds.</summary>
    public static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(10);

    /// <summary>A database that keeps one look waiting longer than this is one that cannot be used: 8 seconds.</summary>
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(8);

    /// <summary>The part of a look that bringing outcomes into the log may take: 3 seconds.</summary>
    private static readonly TimeSpan ReplayPatience = TimeSpan.FromSeconds(3);

    private readonly PortalDbFactory databases;
    private readonly DueWork due;
    private readonly GrantingGate gate;
    private readonly StandingLeases standing;
    private readonly SpoolReplay replay;
    private readonly DueDecisions decisions;
    private readonly RevocationMeter meter;
    private readonly DatabaseClock clock;
    private readonly IServiceProvider services;
    private readonly IBackgroundJobClient? jobs;
    private readonly ILogger<DueLoop> log;
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<(DueKind, Guid), Task> running = [];
    private DateTimeOffset nextClockReading;

    public DueLoop(
        PortalDbFactory databases, DueWork due, GrantingGate gate, StandingLeases standing, SpoolReplay replay, DueDecisions decisions, RevocationMeter meter,
        DatabaseClock clock, CommitHints hints, IServiceProvider services, ILogger<DueLoop> log)
    {
        (this.databases, this.due, this.gate, this.standing, this.replay, this.decisions, this.meter) = (databases, due, gate, standing, replay, decisions, meter);
        (this.clock, this.services, this.log) = (clock, services, log);
        jobs = services.GetService<IBackgroundJobClient>();
        hints.Listen(_ => wake.Writer.TryWrite(true));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var looked = Stopwatch.GetTimestamp();
            var next = await TickAsync(stoppingToken);
            var sleep = next is { } instant && instant - clock.Now() < Longest ? instant - clock.Now() : Longest;
            if (sleep > TimeSpan.Zero)
                await SleepAsync(sleep, stoppingToken);
            // Real time, whatever clock decides what is due: a storm of commits must not become a storm of looks.
            if (Shortest - Stopwatch.GetElapsedTime(looked) is { Ticks: > 0 } early)
                await Task.Delay(early, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One look at the rows.</summary>
    /// <returns>When the next thing becomes due by itself.</returns>
    private async Task<DateTimeOffset?> TickAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(LookPatience);
        try
        {
            return await LookAsync(limit.Token, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (DatabaseTrouble.Is(e) || e is OperationCanceledException)
        {
            log.DatabaseFailed(e);
            CloseWithoutDatabase(ct);
            return null;
        }
    }

    /// <summary>Each part by itself: one that stumbles over a bad row must not keep the others from their work (I-18).</summary>
    private async Task<DateTimeOffset?> LookAsync(CancellationToken limited, CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        DateTimeOffset? next = null;
        if (gate.SpoolWaits)
            await PartAsync(() => ReplayAsync(limited));   // first: these have ended, and the log should say when
        await PartAsync(async () => Revoke(await DueGrants.TargetsToRevokeAsync(db, now, limited), ct));
        if (now >= nextClockReading)
        {
            nextClockReading = now + DatabaseClock.ReadEvery;
            await PartAsync(() => standing.RefreshAsync(limited));
            await PartAsync(() => KeepTimeAsync(db, limited));
        }
        if (gate.Reason is null)
            await PartAsync(async () => Open(await DueGrants.TargetsToOpenAsync(db, now, limited), ct));
        foreach (var part in decisions.Parts)
            await PartAsync(() => part(limited));
        await PartAsync(async () => next = await DueGrants.NextAsync(db, now, limited));
        return next;
    }

    /// <summary>While it fails the database takes no writes, and then what ends next must be read and closed all the same (I-14).</summary>
    private async Task ReplayAsync(CancellationToken limited)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(limited);
        limit.CancelAfter(ReplayPatience);
        try
        {
            await replay.RunAsync(limit.Token);
        }
        catch (Exception e) when (DatabaseTrouble.IsOrTookTooLong(e, limited))
        {
            log.DatabaseFailed(e);
        }
    }

    private async Task PartAsync(Func<Task> part)
    {
        try
        {
            await part();
        }
        catch (Exception e) when (!DatabaseTrouble.Is(e) && e is not OperationCanceledException)
        {
            log.PartFailed(e);
        }
    }

    private async Task KeepTimeAsync(PortalDb db, CancellationToken ct)
    {
        await clock.ReadAsync(ct);
        var now = clock.Now();
        meter.Counted(
            await db.Grants.CountAsync(g => g.State == GrantState.Active, ct),
            await db.Grants.CountAsync(DueGrants.Debt(now), ct));
    }

    private void Revoke(IReadOnlyList<Guid> targets, CancellationToken ct)
    {
        due.ForgetOthers(DueKind.Revoke, targets);
        foreach (var target in targets)
        {
            if (due.TryAsk(DueKind.Revoke, target) && TryEnqueue(() => jobs!.Enqueue<RevokeDueJob>(job => job.RunAsync(target, CancellationToken.None))))
                continue;
            if (jobs is null || due.IsStuck(DueKind.Revoke, target, JobPatience))
                RunHere(DueKind.Revoke, target, () => services.GetRequiredService<RevokeDueJob>().RunAsync(target, ct));
        }
    }

    private void Open(IReadOnlyList<Guid> targets, CancellationToken ct)
    {
        due.ForgetOthers(DueKind.Open, targets);
        foreach (var target in targets)
        {
            if (due.TryAsk(DueKind.Open, target) && TryEnqueue(() => jobs!.Enqueue<OpenDueJob>(job => job.RunAsync(target, CancellationToken.None))))
                continue;
            if (jobs is null || due.IsStuck(DueKind.Open, target, OpenPatience))
                RunHere(DueKind.Open, target, () => services.GetRequiredService<OpenDueJob>().RunAsync(target, ct));
        }
    }

    /// <summary>Hangfire's storage may be gone; the loop then does the work itself.</summary>
    private bool TryEnqueue(Action enqueue)
    {
        if (jobs is null)
            return false;
        try
        {
            enqueue();
            return true;
        }
        catch (BackgroundJobClientException e)
        {
            log.EnqueueFailed(e);
            return false;
        }
    }

    /// <summary>Each target in its own task, so that one that hangs delays nobody else (I-12).</summary>
    private void RunHere(DueKind kind, Guid target, Func<Task> run)
    {
        if (running.TryGetValue((kind, target), out var before) && !before.IsCompleted)
            return;
        running[(kind, target)] = Task.Run(async () =>
        {
            try
            {
                await run();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.WorkFailed(e, target);
            }
        });
    }

    private void CloseWithoutDatabase(CancellationToken ct)
    {
        foreach (var target in standing.DueTargets())
            RunHere(DueKind.Standing, target.Value, () => standing.CloseDueAsync(target, ct));
    }

    private async Task SleepAsync(TimeSpan longest, CancellationToken ct)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(wake.Reader.WaitToReadAsync(until.Token).AsTask(), Task.Delay(longest, clock, until.Token));
        await until.CancelAsync();
        wake.Reader.TryRead(out _);   // many commits, one look
    }
}
