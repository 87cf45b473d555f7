using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Benchmarks.Chain;

/// <summary>Milliseconds of each set of one round.</summary>
internal sealed record AuditRound(Sample Chained, Sample Unchained, Sample Ready);

/// <summary>Appends the same events by turns to the chain and to the two logs without one.</summary>
internal sealed class AuditContest(TestPortal portal, UnchainedLog unchained)
{
    private readonly Ledger ledger = portal.Get<Ledger>();

    // Before the first set, the log holds what making the portal recorded.
    private readonly long recordsBefore = CountBefore(portal);

    public async Task<IReadOnlyList<AuditRound>> RunAsync(int size, RunOptions options)
    {
        var events = Enumerable.Range(0, size).Select(Ended).ToList();
        var sets = (options.Quick ? 10 : 25) + (200 / size);
        await RoundAsync(events, 5);   // compiles the code and fills the caches
        var rounds = new List<AuditRound>();
        for (var round = 0; round < options.Rounds; round++)
            rounds.Add(await RoundAsync(events, sets));
        return rounds;
    }

    /// <returns>Records appended to the chain, and the bytes in them.</returns>
    public async Task<(long Records, long Bytes)> ChainedAsync()
    {
        await using var db = portal.Databases.Create();
        var mine = db.Audit.Where(a => a.Sequence > recordsBefore);
        return (await mine.LongCountAsync(), await mine.SumAsync(a => (long)a.Leaf.Length));
    }

    private static long CountBefore(TestPortal portal)
    {
        using var db = portal.Databases.Create();
        return db.Audit.LongCount();
    }

    private async Task<AuditRound> RoundAsync(IReadOnlyList<AuditEvent> events, int sets)
    {
        var (chained, plain, ready) = (new List<double>(), new List<double>(), new List<double>());
        for (var set = 0; set < sets; set++)
        {
            chained.Add(await Timed.RunAsync(() => ChainAsync(events)));
            plain.Add(await Timed.RunAsync(() => unchained.AppendAsync(events)));
            var rows = unchained.Rows(events);
            ready.Add(await Timed.RunAsync(() => unchained.AppendReadyAsync(rows)));
        }
        return new AuditRound(new Sample(chained), new Sample(plain), new Sample(ready));
    }

    private Task ChainAsync(IReadOnlyList<AuditEvent> events) => ledger.WriteAsync<Done>(
        writing =>
        {
            foreach (var happened in events)
                writing.Record(happened);
            return Task.FromResult<Outcome<Done>>(default(Done));
        },
        CancellationToken.None);

    /// <summary>As it is recorded when a grant has ended.</summary>
    private static AuditEvent Ended(int i) => new(AuditTypes.GrantEnded, null)
    {
        Grant = GrantId.New(),
        Request = RequestId.New(),
        Entitlement = EntitlementId.New(),
        Target = TargetId.New(),
        Person = PersonId.New(),
        Facts =
        [
            new("reason", nameof(EndReason.Expired)), new("evidence", nameof(EvidenceKind.Observed)),
            new("observed", "The login is gone; nobody is logged in with it."), new("sessionsEnded", (long)(i % 2)), new("attempts", 1L),
        ],
    };
}
