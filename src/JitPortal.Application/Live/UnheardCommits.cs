using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Live;

/// <summary>
/// Looks into the log every second for what no event told of here: what a command does beside the portal, and what was lost on its way from
/// another node. Whoever shows what is so reads again then.
/// </summary>
public sealed class UnheardCommits(ILiveEvents events, PortalDbFactory databases, TimeProvider time, ILogger<UnheardCommits> log) : BackgroundService
{
    /// <summary>Also how long an event may be on its way: 1 second.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What was heard beyond <see cref="checkedTo"/>.</summary>
    private readonly HashSet<long> heard = [];

    private readonly Lock gate = new();

    /// <summary>Up to here everything was heard, or pages have read again since.</summary>
    private long checkedTo;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = events.Subscribe(happened => Hear(happened.Sequence));
        using var timer = new PeriodicTimer(Interval, time);
        long? end = null;   // of the log, a look ago
        do
        {
            try
            {
                end = await LookAsync(end, stoppingToken);
            }
            catch (Exception failure) when (DatabaseTrouble.Is(failure))
            {
                log.LogNotLookedInto(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>The end of the log; the one <paramref name="before"/> where its head is missing, which is the verifier's to report and must not stop the host.</returns>
    private async Task<long?> LookAsync(long? before, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (await db.AuditHead.Select(head => (long?)head.Sequence).SingleOrDefaultAsync(ct) is not { } end)
            return before;
        if (!HasHeardAllTo(before ?? end) && before is not null)   // what was there before this node listened is nothing new
            events.Publish([LiveEvent.CatchUp]);
        return end;
    }

    private void Hear(long sequence)
    {
        lock (gate)
        {
            if (sequence > checkedTo)
                heard.Add(sequence);
        }
    }

    /// <summary>Each one of them: what comes later does not tell of what is missing before it.</summary>
    private bool HasHeardAllTo(long end)
    {
        lock (gate)
        {
            var all = heard.Count(sequence => sequence <= end) >= end - checkedTo;
            checkedTo = Math.Max(checkedTo, end);
            heard.RemoveWhere(sequence => sequence <= checkedTo);
            return all;
        }
    }
}
