using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-10: a worker that comes late writes nothing and leaves nothing on the target.</summary>
public sealed class ClaimTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Claim_LapsedAndTakenOver_TheFirstWorkerWritesNothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var slow = await TestPortal.CreateAsync(database);
        await using var quick = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(quick, oracle.Port);
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour));

        await IsPastAsync(slow, quick);
        var opening = await slow.Get<GrantClaims>().ClaimOpeningsAsync(scene.Target, 10, CancellationToken.None);
        opening.Grants.Count.ShouldBe(1);
        await scene.OpenDueAsync();
        (await scene.GrantOfAsync(request)).State.ShouldBe(GrantState.Scheduled, "the claim is another's");
        await Rows.LapseClaimsAsync(quick);
        await scene.OpenDueAsync();
        var active = await scene.GrantOfAsync(request);
        active.State.ShouldBe(GrantState.Active);
        await NothingChangesAsync(quick, active.Id, async () =>
        {
            var late = slow.Get<OpeningResult>();
            await late.RetryAsync(opening, opening.Grants[0], AuditTypes.GrantOpenFailed, "late", CancellationToken.None);
            await late.CancelAsync(opening, opening.Grants[0], "late", CancellationToken.None);
            await late.DoubtfulAsync(opening, opening.Grants[0], "late", CancellationToken.None);
            (await slow.Get<GrantClaims>().RenewAsync(opening, CancellationToken.None)).ShouldBeFalse();
            await slow.Get<GrantClaims>().ReleaseAsync(opening, CancellationToken.None);
        });

        await Rows.EndNowAsync(quick);
        await IsPastAsync(slow, quick);
        var closing = await slow.Get<GrantClaims>().ClaimRevocationsAsync(scene.Target, 10, CancellationToken.None);
        closing.Grants.Count.ShouldBe(1);
        await Rows.LapseClaimsAsync(quick);
        oracle.Misbehave(OracleFault.Reset, 1);
        await scene.RevokeDueAsync();
        (await scene.GrantAsync(active.Id)).State.ShouldBe(GrantState.Revoking);
        await NothingChangesAsync(quick, active.Id, () => slow.Get<ClosingResult>().WriteAsync(
            closing, [new ClosingOutcome(new GrantId(active.Id), EvidenceKind.Observed, "late", null, 0, null)], CancellationToken.None));
    }

    /// <summary>The state alone does not tell them apart: only the claim and its fence keep the first worker out.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Claim_TakenOverInTheSameState_TheFirstWorkerWritesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour));
        var claims = world.Get<GrantClaims>();
        var first = await claims.ClaimOpeningsAsync(scene.Target, 10, CancellationToken.None);
        await Rows.LapseClaimsAsync(world.Portal);
        var second = await claims.ClaimOpeningsAsync(scene.Target, 10, CancellationToken.None);
        (first.Grants.Count, second.Grants.Count).ShouldBe((1, 1));
        var grant = await scene.GrantOfAsync(request);
        grant.State.ShouldBe(first.Grants[0].Row.State);

        await NothingChangesAsync(world.Portal, grant.Id, async () =>
        {
            var late = world.Get<OpeningResult>();
            await late.RetryAsync(first, first.Grants[0], AuditTypes.GrantOpenFailed, "late", CancellationToken.None);
            await late.CancelAsync(first, first.Grants[0], "late", CancellationToken.None);
            await late.DoubtfulAsync(first, first.Grants[0], "late", CancellationToken.None);
            (await claims.RenewAsync(first, CancellationToken.None)).ShouldBeFalse();
            await claims.ReleaseAsync(first, CancellationToken.None);
        });
        await world.Get<OpeningResult>().CancelAsync(second, second.Grants[0], "in its own right", CancellationToken.None);
        (await scene.GrantAsync(grant.Id)).State.ShouldBe(GrantState.Ended);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Open_ArrivesAfterItsClaimAndTheRevocation_HasNoEffect(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var trueTime = new SteppedClock();
        await using var oracle = new OracleServer(clock: trueTime);
        await using var paused = await TestPortal.CreateAsync(database);
        await using var other = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(other, oracle.Port);
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour));
        oracle.Misbehave(OracleFault.Hold, 1);
        await IsPastAsync(paused, other);
        var opening = paused.Get<OpenDueJob>().RunAsync(scene.Target.Value, CancellationToken.None);
        await Eventually.TrueAsync(() => oracle.Held == 1, "the open is on its way");
        var grant = await scene.GrantOfAsync(request);
        grant.State.ShouldBe(GrantState.Provisioning);

        await Scene.Must(other.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        await scene.RevokeDueAsync();
        (await scene.GrantAsync(grant.Id)).State.ShouldBe(GrantState.Revoking, "an open may still be on its way: nobody may call it ended");
        await Rows.LapseClaimsAsync(other);
        await scene.RevokeDueAsync();
        (await scene.GrantAsync(grant.Id)).Evidence.ShouldBe(EvidenceKind.Observed);
        trueTime.Step(Claim.Length + Claim.RenewEvery);
        oracle.LetGo();
        await opening;

        oracle.Effects.Select(e => e.What).ShouldBe(["close", "too-late"]);
        oracle.Present.ShouldBeEmpty();
        (await scene.GrantAsync(grant.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.EndReason.ShouldBe(EndReason.GivenBack));
        (await other.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task GiveBack_WhileAnotherOpeningOfTheSameClaimHangs_EndsAtOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var requests = new[] { await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour)), await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour)) };
        oracle.Misbehave(OracleFault.Hold, 1);
        await portal.StartLoopAsync();
        await Eventually.TrueAsync(() => oracle.Held == 1, "one of the two hangs");
        var open = await Eventually.GetAsync(
            async () => (await Task.WhenAll(requests.Select(scene.GrantOfAsync))).FirstOrDefault(g => g.State == GrantState.Active), "the other is active");

        var holder = open.PersonId == scene.Mira.Id.Value ? scene.Mira : scene.Jon;
        await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(holder, new GrantId(open.Id), CancellationToken.None));

        await Eventually.TrueAsync(async () => (await scene.GrantAsync(open.Id)).State == GrantState.Ended, "it ends without waiting for its neighbour", BusyMachine.Allow(TimeSpan.FromSeconds(5)));
        oracle.LetGo();
    }

    private static async Task NothingChangesAsync(TestPortal portal, Guid grant, Func<Task> late)
    {
        var (before, events) = (await RowAsync(portal, grant), await Rows.EventsAsync(portal, grant));
        await late();
        (await RowAsync(portal, grant)).ShouldBe(before);
        (await Rows.EventsAsync(portal, grant)).ShouldBe(events);
    }

    private static async Task<string> RowAsync(TestPortal portal, Guid grant)
    {
        await using var db = portal.Databases.Create();
        return System.Text.Json.JsonSerializer.Serialize(await db.Grants.AsNoTracking().SingleAsync(g => g.Id == grant));
    }

    /// <summary>Clocks of two nodes differ by what their readings took: what is due for one may not be yet for the other.</summary>
    private static Task IsPastAsync(TestPortal node, TestPortal other)
    {
        var now = other.Clock.Now();
        return Eventually.TrueAsync(() => node.Clock.Now() > now, "the other node's clock is as far");
    }
}
