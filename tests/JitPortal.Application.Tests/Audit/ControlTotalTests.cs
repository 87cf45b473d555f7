using JitPortal.Application.Audit;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Storage;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

/// <summary>Whoever reads the log while it grows is not told that records are missing.</summary>
public sealed class ControlTotalTests
{
    private const int Looks = 100;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Log_ReadWhileOthersWrite_MissesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        using var done = new CancellationTokenSource();
        var writing = Task.Run(() => WriteUntilAsync(world.Get<Ledger>(), done.Token), CancellationToken.None);   // SQLite never waits, so it would not come back

        var missing = new List<long>();
        for (var look = 0; look < Looks; look++)
            missing.Add((await Scene.Must(world.Get<BrowseAudit>().RunAsync(world.Scene.Tove, null, null, 1, CancellationToken.None))).Log.Missing);
        await done.CancelAsync();

        (await writing).ShouldBeGreaterThan(0);
        missing.ShouldAllBe(count => count == 0);
    }

    /// <summary>Whoever took the head away took away what proves the end of the log: that is shown, and what is left can still be read.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Log_WithoutItsHead_IsShownWithoutAnEndAndNotTakenOut(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (tove, count) = (world.Scene.Tove, (await world.AuditAsync()).Count);
        await world.SqlAsync("DELETE FROM audit_head");

        var log = (await Scene.Must(world.Get<BrowseAudit>().RunAsync(tove, null, null, 1, CancellationToken.None))).Log;

        log.ShouldSatisfyAllConditions(l => l.Head.ShouldBeNull(), l => l.Records.ShouldBe(count), l => l.First.ShouldBe(1), l => l.Last.ShouldBe(count), l => l.Missing.ShouldBe(0));
        (await Scene.Must(world.Get<WhoHad>().RunAsync(tove, "ledger-db", null, null, null, CancellationToken.None))).Log.ShouldBe(log);
        (await Scene.Must(world.Get<LookUpTrace>().RunAsync(tove, "REQ-1", CancellationToken.None))).Log.ShouldBe(log);
        (await Scene.Must(world.Get<ListExceptions>().RunAsync(tove, null, null, CancellationToken.None))).Log.ShouldBe(log);
        (await world.Get<BeginExport>().RunAsync(tove, "events", "", CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>("it could not be noted");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Log_WithoutAnyRecord_MissesAllThatItsHeadCounts(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var count = (await world.AuditAsync()).Count;
        await world.SqlAsync("DELETE FROM audit");

        var log = (await Scene.Must(world.Get<BrowseAudit>().RunAsync(world.Scene.Tove, null, null, 1, CancellationToken.None))).Log;

        log.ShouldSatisfyAllConditions(l => l.Head.ShouldNotBeNull(), l => l.Records.ShouldBe(0), l => l.Last.ShouldBe(count), l => l.Missing.ShouldBe(count));
    }

    private static async Task<int> WriteUntilAsync(Ledger ledger, CancellationToken done)
    {
        var written = 0;
        for (; !done.IsCancellationRequested; written++)
        {
            await Scene.Must(ledger.WriteAsync<Done>(
                writing =>
                {
                    writing.Record(new AuditEvent(AuditTypes.CatalogChanged, null));
                    return Task.FromResult<Outcome<Done>>(default(Done));
                },
                CancellationToken.None));
        }
        return written;
    }
}
