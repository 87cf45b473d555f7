using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-11: a revocation that fails is tried for ever, shown with every attempt, and never called done.</summary>
public sealed class FailingTargetTests
{
    private static readonly OracleFault[] Faults =
        [OracleFault.Reset, OracleFault.Reject, OracleFault.Pretend, OracleFault.HalfAnswer, OracleFault.CutReply, OracleFault.Reset];

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Revoke_TargetDownFlappingAndLying_IsTriedShownAndEndsOnlyWithEvidence(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1));
        await Rows.EndNowAsync(portal);

        for (var attempt = 1; attempt <= Faults.Length; attempt++)
        {
            oracle.Misbehave(Faults[attempt - 1]);
            await Rows.TryNowAsync(portal);
            await scene.RevokeDueAsync();
            var row = await scene.GrantAsync(grant.Id);
            row.State.ShouldBe(GrantState.Revoking, $"after {Faults[attempt - 1]}");
            row.Evidence.ShouldBe(EvidenceKind.None);
            row.Attempts.ShouldBe(attempt);
            row.LastError.ShouldNotBeNullOrEmpty();
            (row.NextAttemptAt!.Value - portal.Clock.GetUtcNow()).TotalSeconds.ShouldBeInRange((Math.Pow(2, attempt - 1) * 0.8) - BusyMachine.Allow(TimeSpan.FromSeconds(2)).TotalSeconds, Math.Pow(2, attempt - 1) * 1.2);
        }
        var story = (await Scene.Must(portal.Get<ReadRequest>().RunAsync(scene.Mira, new RequestId(grant.RequestId), CancellationToken.None))).Timeline;
        story.Where(e => e.Type == AuditTypes.GrantRevokeFailed).Select(e => e.Title).ShouldBe(Enumerable.Range(1, Faults.Length).Select(n => $"Not removed yet (attempt {n})"));

        oracle.Misbehave(OracleFault.None);
        await Rows.TryNowAsync(portal);
        await scene.RevokeDueAsync();
        (await scene.GrantAsync(grant.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.Evidence.ShouldBe(EvidenceKind.Observed));
        oracle.Present.ShouldBeEmpty();
        (await portal.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Revoke_StillFailingAfterAMinute_IsOverdueAndItsTargetIsNamed(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1));
        (await OperationsAsync(portal, scene)).ShouldSatisfyAllConditions(o => o.DebtCount.ShouldBe(0), o => o.ActiveCount.ShouldBe(1));
        oracle.Misbehave(OracleFault.Reset);
        await Rows.EndNowAsync(portal);
        await scene.RevokeDueAsync();

        var early = await OperationsAsync(portal, scene);
        early.DebtCount.ShouldBe(1);
        early.OverdueCount.ShouldBe(0);
        early.Targets.Single().FailingSince.ShouldNotBeNull();
        await AgeAsync(portal, GrantViews.OverdueAfter);

        var late = await OperationsAsync(portal, scene);
        late.OverdueCount.ShouldBe(1);
        var shown = late.Debt.Single();
        shown.Overdue.ShouldBeTrue();
        shown.LastError.ShouldNotBeNullOrEmpty();
        late.Targets.Single().LastError.ShouldBe(shown.LastError);

        oracle.Misbehave(OracleFault.None);
        await Rows.TryNowAsync(portal);
        await scene.RevokeDueAsync();
        (await scene.GrantAsync(grant.Id)).State.ShouldBe(GrantState.Ended);
        (await OperationsAsync(portal, scene)).ShouldSatisfyAllConditions(o => o.DebtCount.ShouldBe(0), o => o.OverdueCount.ShouldBe(0), o => o.Targets.Single().FailingSince.ShouldBeNull());
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Open_TargetRefuses_IsRevokedAndEndsWithEvidence(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        oracle.Misbehave(OracleFault.Reject, 1);

        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1));
        grant.State.ShouldBe(GrantState.Revoking, "it may be half open");
        await scene.RevokeDueAsync();

        (await scene.GrantAsync(grant.Id)).ShouldSatisfyAllConditions(
            g => g.State.ShouldBe(GrantState.Ended), g => g.EndReason.ShouldBe(EndReason.ProvisionFailed), g => g.Evidence.ShouldBe(EvidenceKind.Observed));
    }

    private static Task<OperationsView> OperationsAsync(TestPortal portal, Scene scene) =>
        Scene.Must(portal.Get<ReadOperations>().RunAsync(scene.Tove, CancellationToken.None));

    /// <summary>As if the end had come that much earlier.</summary>
    private static async Task AgeAsync(TestPortal portal, TimeSpan by)
    {
        await using var db = portal.Databases.Create();
        var end = portal.Clock.GetUtcNow() - by - TimeSpan.FromSeconds(1);
        await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.EndsAt, end).SetProperty(g => g.RevokingAt, end));
    }
}
