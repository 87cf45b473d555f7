using JitPortal.Application.Audit;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Storage;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

public sealed class VerifyAuditTests
{
    /// <summary>A log that grows while it is read is not a log with missing events.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task VerifyAudit_WhileEventsAreWritten_RaisesNoFalseAlarm(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (verify, ledger) = (world.Get<VerifyAudit>(), world.Get<Ledger>());
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await RecordAsync(ledger, 1);
        });
        var before = (await verify.RunAsync(CancellationToken.None)).Events;
        for (var i = 0; i < 60; i++)
            (await verify.RunAsync(CancellationToken.None)).Problem.ShouldBeNull($"verification {i}");
        await enough.CancelAsync();
        await writing;

        (await verify.RunAsync(CancellationToken.None)).Events.ShouldBeGreaterThan(before);
    }

    /// <summary>More than two pages of events, with the break on the edges of the first.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task VerifyAudit_LongLog_IsReadToItsEndAndBreaksAreFoundOnTheEdges(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var verify = world.Get<VerifyAudit>();
        await RecordAsync(world.Get<Ledger>(), 4_500);
        var count = (await world.AuditAsync()).Count;
        (await verify.RunAsync(CancellationToken.None)).ShouldSatisfyAllConditions(v => v.Problem.ShouldBeNull(), v => v.End!.Sequence.ShouldBe(count));

        foreach (var sequence in new long[] { count, 4_000, 2_001, 2_000, 1_999 })
        {
            await world.SqlAsync("UPDATE audit SET \"Type\" = 'other' WHERE \"Sequence\" = {0}", sequence);
            (await verify.RunAsync(CancellationToken.None)).ShouldSatisfyAllConditions(v => v.FirstBad.ShouldBe(sequence), v => v.Events.ShouldBe(sequence - 1));
        }
        await world.SqlAsync("DELETE FROM audit WHERE \"Sequence\" BETWEEN 1900 AND 4100");
        (await verify.RunAsync(CancellationToken.None)).FirstBad.ShouldBe(1_900);
    }

    private static Task RecordAsync(Ledger ledger, int events) => Scene.Must(ledger.WriteAsync<Done>(
        writing =>
        {
            for (var i = 0; i < events; i++)
                writing.Record(new AuditEvent(AuditTypes.CatalogChanged, null) { Facts = [new("number", i)] });
            return Task.FromResult<Outcome<Done>>(default(Done));
        },
        CancellationToken.None));
}
