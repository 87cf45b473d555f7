using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests;

public sealed class WalkTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Walk_AskApproveOpenGiveBack_EndsObserved(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        await portal.StartLoopAsync();

        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(2)));
        await Scene.Must(scene.ApproveAsync(scene.Bo, request, TimeSpan.FromHours(1)));
        var grant = await scene.UntilAsync((await scene.GrantOfAsync(request)).Id, GrantState.Active);
        oracle.Present.ShouldContain(grant.Principal);
        (grant.EndsAt - grant.IntendedAt).ShouldBe(TimeSpan.FromHours(1));

        await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        var ended = await scene.UntilAsync(grant.Id, GrantState.Ended);
        ended.Evidence.ShouldBe(EvidenceKind.Observed);
        ended.EndReason.ShouldBe(EndReason.GivenBack);
        oracle.Present.ShouldNotContain(grant.Principal);
        var verdict = await portal.Get<VerifyAudit>().RunAsync(CancellationToken.None);
        verdict.Problem.ShouldBeNull();
        verdict.Events.ShouldBeGreaterThan(10);
    }
}
