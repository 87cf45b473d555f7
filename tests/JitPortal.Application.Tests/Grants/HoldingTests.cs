using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>Grants that share one right on one account: it goes with the last of them, and what was there before us stays (I-16).</summary>
public sealed class HoldingTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Holding_TwoGrantsOpenedTogether_TheRightGoesWithTheLast(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var one = await Scene.Must(scene.AskAsync(scene.Mira, scene.OnOwnAccount, Hour));
        var other = await Scene.Must(scene.AskAsync(scene.Mira, scene.SameRight, Hour));
        await scene.OpenDueAsync();   // both are due in the same look: neither may take the other's effect for earlier access
        var (first, second) = (await scene.GrantOfAsync(one), await scene.GrantOfAsync(other));
        first.State.ShouldBe(GrantState.Active);
        second.State.ShouldBe(GrantState.Active);
        first.HoldingId.ShouldNotBeNull();
        second.HoldingId.ShouldBe(first.HoldingId);

        (await EndAsync(portal, scene, scene.Mira, first)).Evidence.ShouldBe(EvidenceKind.Kept);
        oracle.Present.ShouldBe(["mira"]);
        (await EndAsync(portal, scene, scene.Mira, second)).Evidence.ShouldBe(EvidenceKind.Observed);
        oracle.Present.ShouldBeEmpty();
    }

    /// <summary>Read while another still held the right, closed without the database, and by then the other had ended (I-14).</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Holding_KeptByAReadingThatIsNotTrueAnyMore_IsNotTakenForTheEnd(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var first = await scene.ActiveGrantAsync(scene.Mira, scene.OnOwnAccount, Hour);
        var second = await scene.ActiveGrantAsync(scene.Mira, scene.SameRight, Hour);
        var spool = portal.Get<OutcomeSpool>();
        (await EndAsync(portal, scene, scene.Mira, second)).Evidence.ShouldBe(EvidenceKind.Kept);
        spool.Add(new SpooledOutcome(first.Id, portal.Clock.GetUtcNow().ToUnixTimeMilliseconds(), EvidenceKind.Kept, "The right stays.", null, 0));

        await portal.Get<SpoolReplay>().RunAsync(CancellationToken.None);

        spool.Count.ShouldBe(0);
        (await scene.GrantAsync(first.Id)).State.ShouldBe(GrantState.Active);
        (await EndAsync(portal, scene, scene.Mira, first)).Evidence.ShouldBe(EvidenceKind.Observed);
        oracle.Present.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Holding_BothEndInOneClaim_TheRightIsGone(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var first = await scene.ActiveGrantAsync(scene.Mira, scene.OnOwnAccount, Hour);
        var second = await scene.ActiveGrantAsync(scene.Mira, scene.SameRight, Hour);
        await Rows.EndNowAsync(portal);

        await scene.RevokeDueAsync();

        (await scene.GrantAsync(first.Id)).State.ShouldBe(GrantState.Ended);
        (await scene.GrantAsync(second.Id)).State.ShouldBe(GrantState.Ended);
        oracle.Present.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Holding_HeldBeforeUs_IsNeverTakenAwayAndObservedAnewNextTime(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        oracle.Plant("mira");
        var standing = await scene.ActiveGrantAsync(scene.Mira, scene.OnOwnAccount, Hour);
        (await EndAsync(portal, scene, scene.Mira, standing)).Evidence.ShouldBe(EvidenceKind.Kept);
        oracle.Present.ShouldBe(["mira"]);
        oracle.Effects.ShouldNotContain(e => e.What == "close");

        oracle.Remove("mira");   // the standing access goes; what comes next is ours alone
        var ours = await scene.ActiveGrantAsync(scene.Mira, scene.OnOwnAccount, Hour);
        (await EndAsync(portal, scene, scene.Mira, ours)).Evidence.ShouldBe(EvidenceKind.Observed);
        oracle.Present.ShouldBeEmpty();

        oracle.Plant("mira");   // and standing access given meanwhile is again not ours
        var again = await scene.ActiveGrantAsync(scene.Mira, scene.SameRight, Hour);
        (await EndAsync(portal, scene, scene.Mira, again)).Evidence.ShouldBe(EvidenceKind.Kept);
        oracle.Present.ShouldBe(["mira"]);
    }

    /// <summary>The standing access goes while a grant is open on it: the next grant gives the right anew, and takes it with it.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Holding_StandingAccessGoesBetweenTwoGrants_TheRightGoesWithTheLast(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        oracle.Plant("mira");
        var first = await scene.ActiveGrantAsync(scene.Mira, scene.OnOwnAccount, Hour);
        oracle.Remove("mira");
        var second = await scene.ActiveGrantAsync(scene.Mira, scene.SameRight, Hour);
        oracle.Present.ShouldBe(["mira"]);

        (await EndAsync(portal, scene, scene.Mira, first)).Evidence.ShouldBe(EvidenceKind.Kept);
        (await EndAsync(portal, scene, scene.Mira, second)).Evidence.ShouldBe(EvidenceKind.Observed);

        oracle.Present.ShouldBeEmpty();
    }

    private static async Task<GrantRow> EndAsync(TestPortal portal, Scene scene, Actor who, GrantRow grant)
    {
        await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(who, new GrantId(grant.Id), CancellationToken.None));
        await scene.RevokeDueAsync();
        var ended = await scene.GrantAsync(grant.Id);
        ended.State.ShouldBe(GrantState.Ended);
        return ended;
    }
}
