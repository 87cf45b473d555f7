using JitPortal.Application.Approvals;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Requests;

public sealed class UsualTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListUsual_HeldAndOver_OffersItAsLastTimeAndOnlyWhileItCanBeHad(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var usual = world.Get<ListUsual>();
        (await usual.RunAsync(scene.Mira, CancellationToken.None)).ShouldBeEmpty();

        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, TimeSpan.FromMinutes(90));
        (await usual.RunAsync(scene.Mira, CancellationToken.None)).ShouldBeEmpty("it is held");
        await GiveBackAsync(world, grant.Id);

        var offered = (await usual.RunAsync(scene.Mira, CancellationToken.None)).ShouldHaveSingleItem();
        offered.Form.ShouldSatisfyAllConditions(f => f.Entitlement.ShouldBe(scene.Automatic), f => f.Duration.ShouldBe(TimeSpan.FromMinutes(90)), f => f.Reason.ShouldBe("Check stuck refunds"));
        offered.ShouldSatisfyAllConditions(o => o.Outlook.ShouldBe(OutlookKind.Automatic), o => o.Asks.ShouldBeNull());
        (await usual.RunAsync(scene.Jon, CancellationToken.None)).ShouldBeEmpty("it is somebody else's");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListRequests_Filtered_AdmitsOnlyWhatStandsThere(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var open = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1));
        var waiting = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(1), "Move the LEDGER"));

        (await ListAsync(world, RequestStage.Waiting, null)).ShouldBe([waiting.Value]);
        (await ListAsync(world, RequestStage.Open, null)).ShouldBe([open.RequestId]);
        (await ListAsync(world, RequestStage.Over, null)).ShouldBeEmpty();
        (await ListAsync(world, RequestStage.Any, "move the ledger")).ShouldBe([waiting.Value]);
        (await ListAsync(world, RequestStage.Any, "stock")).ShouldBe([open.RequestId]);
        await Scene.Must(scene.DenyAsync(scene.Bo, waiting));
        (await ListAsync(world, RequestStage.NotGranted, null)).ShouldBe([waiting.Value]);
        (await ListAsync(world, RequestStage.Any, "%")).ShouldBeEmpty("a wildcard is a letter like others");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListApprovals_AskedBefore_ComparesAndNamesTheOthers(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var first = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(1)));
        var item = (await world.Get<ListApprovals>().RunAsync(scene.Bo, CancellationToken.None)).ShouldHaveSingleItem();
        item.Habit.ShouldSatisfyAllConditions(h => h.LikeLast.ShouldBe(0), h => h.UsualLength.ShouldBeNull());
        item.Others.ShouldBe(["Ann Lowe"]);
        await Scene.Must(scene.ApproveAsync(scene.Bo, first));
        await scene.OpenDueAsync();
        await GiveBackAsync(world, (await scene.GrantOfAsync(first)).Id);

        await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(1)));
        var like = (await world.Get<ListApprovals>().RunAsync(scene.Bo, CancellationToken.None)).ShouldHaveSingleItem().Habit;
        like.ShouldSatisfyAllConditions(h => h.LikeLast.ShouldBe(1), h => h.GivenBackEarly.ShouldBe(1), h => h.UsualLength.ShouldBe(TimeSpan.FromHours(1)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListApprovals_ExtensionOfWhatIsHeldJustNow_IsComparedAsAWholeWithWhatIsOver(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var grant = await HeldAsync(world);
        await AskForMoreAsync(world, grant);
        (await world.Get<ListApprovals>().RunAsync(scene.Bo, CancellationToken.None)).ShouldHaveSingleItem().Habit
            .ShouldSatisfyAllConditions(h => h.LikeLast.ShouldBe(0, "what is held just now is no habit"), h => h.UsualLength.ShouldBeNull());
        await GiveBackAsync(world, grant);

        await AskForMoreAsync(world, await HeldAsync(world));
        var item = (await world.Get<ListApprovals>().RunAsync(scene.Bo, CancellationToken.None)).ShouldHaveSingleItem();
        item.Habit.ShouldSatisfyAllConditions(h => h.LikeLast.ShouldBe(0, "an hour and a half is longer than before"), h => h.UsualLength.ShouldBe(TimeSpan.FromHours(1)));
        item.Whole.ShouldBeGreaterThan(TimeSpan.FromMinutes(85));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Catalogue_HeldJustNow_IsUsualOnlyOnceItIsOver(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1)));
        await scene.OpenDueAsync();
        (await BeforeAsync()).ShouldBeEmpty();

        await GiveBackAsync(world, (await scene.GrantOfAsync(request)).Id);

        (await BeforeAsync()).ShouldHaveSingleItem();

        async Task<IReadOnlyList<HeldSpan>> BeforeAsync() =>
            (await world.Get<ListCatalog>().RunAsync(scene.Mira, CancellationToken.None)).Single(item => item.Id == scene.Automatic).Before;
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Read_WhoeverMayDecideHasNotSignedInLately_SaysThatItWaitsForThat(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(1)));
        await using var db = world.Portal.Databases.Create();
        await db.People.ExecuteUpdateAsync(s => s.SetProperty(p => p.FactsAt, DateTimeOffset.UnixEpoch));

        var view = await Scene.Must(world.Get<ReadRequest>().RunAsync(scene.Mira, request, CancellationToken.None));

        view.Deciders.ShouldBeEmpty();
        view.WaitsForSignIns.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListApprovals_Several_ComesWithWhatIsLeastLikeBeforeFirst(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var before = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(1)));
        await Scene.Must(scene.ApproveAsync(scene.Bo, before));
        await scene.OpenDueAsync();
        await GiveBackAsync(world, (await scene.GrantOfAsync(before)).Id);

        var like = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(1)));
        var never = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, TimeSpan.FromHours(1)));

        (await world.Get<ListApprovals>().RunAsync(scene.Bo, CancellationToken.None)).Select(item => item.Request.Id).ShouldBe([never, like]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task PreviewExtensions_NearTheLongest_SaysOfEachLengthWhatItLeadsTo(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, TimeSpan.FromMinutes(80));

        var outlooks = await world.Get<PreviewExtensions>().RunAsync(world.Scene.Mira, new GrantId(grant.Id), CancellationToken.None);

        outlooks.Select(o => (o.By.TotalMinutes, o.Kind)).ShouldBe([(15, OutlookKind.Automatic), (30, OutlookKind.Automatic), (60, OutlookKind.Refused)]);
        outlooks[2].Sentence.ShouldStartWith("Not possible: ");
        outlooks.ShouldAllBe(o => !o.NeedsReason, "no reason makes it shorter");
        (await world.Get<PreviewExtensions>().RunAsync(world.Scene.Jon, new GrantId(grant.Id), CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task PreviewExtensions_RefusedForTheReasonAlone_SaysThatAnotherOneMayDo(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, TimeSpan.FromHours(1));
        await world.Scene.PublishAsync("wordy", [world.Scene.Automatic], new Rule("wordy", new Effect.Require(ReasonLength: 100), new Condition.Always()));

        var outlooks = await world.Get<PreviewExtensions>().RunAsync(world.Scene.Mira, new GrantId(grant.Id), CancellationToken.None);

        outlooks.ShouldAllBe(o => o.Kind == OutlookKind.Refused && o.NeedsReason);
    }

    private static async Task<Guid> HeldAsync(World world)
    {
        var request = await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, world.Scene.Asks, TimeSpan.FromHours(1)));
        await Scene.Must(world.Scene.ApproveAsync(world.Scene.Bo, request));
        await world.Scene.OpenDueAsync();
        return (await world.Scene.GrantOfAsync(request)).Id;
    }

    private static Task AskForMoreAsync(World world, Guid grant) =>
        Scene.Must(world.Get<ExtendGrant>().RunAsync(world.Scene.Mira, new ExtensionForm(new GrantId(grant), TimeSpan.FromMinutes(30), "Not done yet"), CancellationToken.None));

    private static async Task<IReadOnlyList<Guid>> ListAsync(World world, RequestStage stage, string? text) =>
        [.. (await world.Get<ListRequests>().RunAsync(world.Scene.Mira, new RequestFilter(stage, text), null, 50, CancellationToken.None)).Select(r => r.Id.Value)];

    private static async Task GiveBackAsync(World world, Guid grant)
    {
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(world.Scene.Mira, new GrantId(grant), CancellationToken.None));
        await world.Scene.RevokeDueAsync();
    }
}
