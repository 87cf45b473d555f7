using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>More grants end at once than one claim takes.</summary>
public sealed class StormTests
{
    private const int Others = 60;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task RevokeDue_MoreThanOneClaimAndABusyTarget_AllMoveAndAnotherNodeMayCloseTheRest(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var busy = await TestPortal.CreateAsync(database);
        await using var other = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(other, oracle.Port);
        var end = other.Clock.Now().AddSeconds(-60);
        await Crowd.ActiveAsync(other, oracle, scene.Target, scene.Automatic, scene.Mira, RevokeDueJob.Batch + Others, i => end.AddMilliseconds(i));
        oracle.Misbehave(OracleFault.Hold, 1);

        var first = busy.Get<RevokeDueJob>().RunAsync(scene.Target.Value, CancellationToken.None);
        await Eventually.TrueAsync(() => oracle.Held == 1, "the first set is on its way");
        await Eventually.TrueAsync(async () => await Rows.CountAsync(other, g => g.State == GrantState.Active) == 0, "the others move meanwhile");
        await scene.RevokeDueAsync();

        (await Rows.CountAsync(other, g => g.State == GrantState.Ended)).ShouldBe(Others, "nobody held those that the first claim had no room for");
        await OldestFirstAsync(other);
        oracle.LetGo();
        await first;
        await Rows.TryNowAsync(other);   // a slow machine may have given the held call up
        await scene.RevokeDueAsync();
        oracle.Present.ShouldBeEmpty();
        (await Rows.CountAsync(other, g => g.State != GrantState.Ended)).ShouldBe(0);
        (await EventsAsync(other, AuditTypes.GrantRevoking)).ShouldBe(RevokeDueJob.Batch + Others, "each moved once");
        (await EventsAsync(other, AuditTypes.GrantEnded)).ShouldBe(RevokeDueJob.Batch + Others);
        (await other.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task StartRevoking_TwoGrantsOnOneHolding_BothMoveAndOneClaimTakesNeitherFromAnother(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Mira, 3, i => portal.Clock.Now().AddSeconds(i == 2 ? 600 : -60));
        var holding = await ShareAHoldingAsync(portal, scene);
        var claims = portal.Get<GrantClaims>();

        (await claims.StartRevokingAsync(scene.Target, 10, CancellationToken.None)).ShouldBe(2, "the third has not ended");
        (await claims.StartRevokingAsync(scene.Target, 10, CancellationToken.None)).ShouldBe(0);
        var one = await claims.ClaimRevocationsAsync(scene.Target, 1, CancellationToken.None);
        var two = await claims.ClaimRevocationsAsync(scene.Target, 1, CancellationToken.None);

        one.Grants.ShouldHaveSingleItem().Row.HoldingId.ShouldBe(holding);
        one.Grants[0].OthersOnIt.ShouldBeTrue();
        two.Grants.ShouldBeEmpty("another worker is on that holding");
        await claims.ReleaseAsync(one, CancellationToken.None);
        (await claims.ClaimRevocationsAsync(scene.Target, 10, CancellationToken.None)).Grants.Count.ShouldBe(2);
        (await EventsAsync(portal, AuditTypes.GrantRevoking)).ShouldBe(2);
    }

    private static async Task<Guid> ShareAHoldingAsync(TestPortal portal, Scene scene)
    {
        await using var db = portal.Databases.Create();
        var holding = new HoldingRow { Id = Guid.CreateVersion7(), TargetId = scene.Target.Value, Principal = "mira", SharedRight = "any", HeldBefore = false };
        db.Add(holding);
        await db.SaveChangesAsync();
        await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.HoldingId, holding.Id));
        return holding.Id;
    }

    /// <summary>What the first claim took, and the target still holds, ended before all others.</summary>
    private static async Task OldestFirstAsync(TestPortal portal)
    {
        await using var db = portal.Databases.Create();
        var held = await db.Grants.Where(g => g.State == GrantState.Revoking).MaxAsync(g => g.EndsAt);
        (await db.Grants.CountAsync(g => g.State == GrantState.Ended && g.EndsAt <= held)).ShouldBe(0);
    }

    private static async Task<int> EventsAsync(TestPortal portal, string type)
    {
        await using var db = portal.Databases.Create();
        return await db.Audit.CountAsync(a => a.Type == type);
    }
}
