using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Storage;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

/// <summary>I-31: an event belongs to a change. Whoever changed nothing is told so, and nothing is recorded.</summary>
public sealed class LedgerTests
{
    private static readonly AuditEvent Happened = new(AuditTypes.CatalogChanged, null);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Record_NotTheExpectedRows_SaysSoAndRecordsNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var before = await world.StateAsync();
        var events = (await world.AuditAsync()).Count;

        foreach (var changed in new[] { 0, 2 })
        {
            await Scene.Must(world.Get<Ledger>().WriteAsync<Done>(
                writing =>
                {
                    writing.Record(changed, Happened).ShouldBeFalse();
                    return Task.FromResult<Outcome<Done>>(default(Done));
                },
                CancellationToken.None));
        }

        (await world.AuditAsync()).Count.ShouldBe(events);
        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Write_RefusedAfterAChange_LeavesNeitherChangeNorEvent(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var before = await world.StateAsync();
        var events = (await world.AuditAsync()).Count;

        var refused = await world.Get<Ledger>().WriteAsync<Done>(
            async writing =>
            {
                var changed = await writing.Db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.LockEpoch, i => i.LockEpoch + 1));
                writing.Record(changed, Happened).ShouldBeTrue();
                return new Refusal.Conflict("After all, no.");
            },
            CancellationToken.None);

        refused.Succeeded.ShouldBeFalse();
        (await world.AuditAsync()).Count.ShouldBe(events);
        (await world.StateAsync()).ShouldBe(before);
    }
}
