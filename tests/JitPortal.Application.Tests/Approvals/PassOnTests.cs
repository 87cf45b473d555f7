using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.Notices;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Application.Tests.Notices;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage.Notices;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Passing on points somebody to a request, and changes nothing about who may decide it.</summary>
public sealed class PassOnTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task PassOn_TellsTheNamedPersonAndShowsEverybodyWhoHasItNow(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        var (world, scene) = (mail.World, mail.Scene);
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, 2 * Hour));
        await mail.SendAsync();

        await Scene.Must(PassOnAsync(world, scene.Bo, request, scene.Ann, "You know the ledger "));
        await mail.SendAsync();

        (await world.ToldAsync()).ShouldBe(["Bo: RequestWaits", "Ann: RequestWaits", "Ann: RequestPassedOn"], ignoreOrder: true);
        var decideBy = (await world.RequestAsync(request.Value)).LapsesAt!.Value.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        (await world.WordsAsync(scene.Ann))[0].ShouldBe(new NoticeText($"Bo Berg passed Jon Sørli’s request on to you: ledger-db Write, 2 h — decide by {decideBy}", "You know the ledger"));
        (await world.Get<ListNotices>().RunAsync(scene.Ann, unread: false, before: null, ListNotices.Most, None))[0].Path.ShouldBe($"/approve/{request}");
        (await world.DeliveriesAsync())[^1].ShouldSatisfyAllConditions(d => d.PersonId.ShouldBe(scene.Ann.Id.Value), d => d.State.ShouldBe(DeliveryState.Sent));
        foreach (var reader in new[] { scene.Jon, scene.Bo, scene.Ann })
        {
            (await Scene.Must(world.Get<ReadRequest>().RunAsync(reader, request, None))).Timeline[^1].ShouldSatisfyAllConditions(
                t => t.Type.ShouldBe(AuditTypes.RequestPassedOn), t => t.Title.ShouldBe("Passed on to Ann Lowe"), t => t.Actor.ShouldBe("Bo Berg"),
                t => t.Given.ShouldBe("You know the ledger"), t => t.Asked.ShouldHaveSingleItem().Name.ShouldBe("Ann Lowe"));
        }
        (await world.Get<ListApprovals>().RunAsync(scene.Ann, None)).ShouldHaveSingleItem().Thread.ShouldHaveSingleItem().Given.ShouldBe("You know the ledger");
        (await scene.ApproveAsync(scene.Bo, request)).Succeeded.ShouldBeTrue("he may decide as before");
        await world.TellAsync();
        (await world.ToldAsync(scene.Ann)).ShouldBe([NoticeKind.RequestWaits, NoticeKind.RequestPassedOn, NoticeKind.NothingToDo]);
    }

    /// <summary>Bo and Ann own, and so do four who cannot be chosen: one has voted, one is away, one is locked, one has asked herself.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task PassOn_IsOfferedToThoseWhoCountAndAreHere_AndRefusedToEverybodyElse(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var vault = await VaultAsync(world, quorum: 2);
        var (voted, away, locked, asks) = (await OwnerAsync(world, "Vic"), await OwnerAsync(world, "Alba"), await OwnerAsync(world, "Lok"), await OwnerAsync(world, "Mona"));
        var gone = await OwnerAsync(world, "Gone");
        await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, gone.Id, None));
        await Scene.Must(world.Get<GoAway>().RunAsync(away, new AwayForm(scene.Jon.Id, null, world.Portal.Clock.GetUtcNow() + Hour), None));
        await Scene.Must(world.Get<PlaceLock>().RunAsync(Actor.Portal, LockScope.Of(locked.Id), "Test", None));
        var request = await Scene.Must(scene.AskAsync(asks, vault, Hour));
        await Scene.Must(scene.ApproveAsync(voted, request));

        // Jon sits in the seat of who is away.
        var item = (await world.Get<ListApprovals>().RunAsync(scene.Bo, None)).ShouldHaveSingleItem();
        item.PassOnTo.Select(one => one.Name).ShouldBe(["Ann Lowe", "Jon Sørli"], ignoreOrder: true);
        (await Scene.Must(world.Get<ReadRequest>().RunAsync(scene.Bo, request, None))).PassOnTo.ShouldBe(item.PassOnTo);
        (await Scene.Must(world.Get<ReadRequest>().RunAsync(asks, request, None))).PassOnTo.ShouldBeEmpty("she does not decide it");
        foreach (var wrong in new[] { voted, away, locked, asks, gone, scene.Mira, scene.Bo })
            (await PassOnAsync(world, scene.Bo, request, wrong)).Refusal.ShouldBeOfType<Refusal.Invalid>(wrong.Name).Message.ShouldBe("Choose somebody who may decide it now and is here.");
        (await PassOnAsync(world, scene.Bo, request, scene.Bo with { Id = PersonId.New() })).Refusal.ShouldBeOfType<Refusal.Invalid>();
        (await world.AuditAsync()).ShouldNotContain(a => a.Type == AuditTypes.RequestPassedOn);
        await Scene.Must(PassOnAsync(world, scene.Bo, request, scene.Jon));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task PassOn_ByWhoDoesNotDecide_IsRefusedInWords(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Bo, scene.Asks, Hour));

        (await PassOnAsync(world, scene.Bo, request, scene.Ann)).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldStartWith("Nobody decides on their own request.");
        (await PassOnAsync(world, scene.Mira, request, scene.Ann)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await PassOnAsync(world, scene.Ann, request, scene.Bo)).Refusal.ShouldBeOfType<Refusal.Invalid>("he asked for it");
        (await PassOnAsync(world, scene.Ann, request, scene.Ann, "broken \ud800")).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.ShouldHaveSingleItem().Field.ShouldBe("remark");
        (await PassOnAsync(world, scene.Ann, request, scene.Ann, new string('x', 2_001))).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.ShouldHaveSingleItem().Field.ShouldBe("remark");

        var decided = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await Scene.Must(scene.ApproveAsync(scene.Ann, decided));
        (await PassOnAsync(world, scene.Bo, decided, scene.Ann)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldStartWith("Ann Lowe approved it");
        var late = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        time.Advance(4 * Hour);
        (await PassOnAsync(world, scene.Bo, late, scene.Ann)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("It has lapsed: nobody decided in time.");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task PassOn_AgainToTheSamePersonInTheSameStage_WaitsAQuarterOfAnHour(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var vault = await VaultAsync(world, quorum: 1, stages: 2);
        var cem = await OwnerAsync(world, "Cem");
        var dora = await OwnerAsync(world, "Dora");
        var request = await Scene.Must(scene.AskAsync(scene.Jon, vault, Hour));

        await Scene.Must(PassOnAsync(world, scene.Bo, request, scene.Ann));
        (await PassOnAsync(world, cem, request, scene.Ann)).Refusal.ShouldBe(new Refusal.Conflict("Ann Lowe was told just now. You can pass it on to them again in 15 min."));
        await Scene.Must(PassOnAsync(world, cem, request, dora));   // somebody else
        time.Advance(PassOnRequest.Every - TimeSpan.FromSeconds(1));
        (await PassOnAsync(world, scene.Bo, request, scene.Ann)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldEndWith("1 min.");
        time.Advance(TimeSpan.FromSeconds(1));
        await Scene.Must(PassOnAsync(world, scene.Bo, request, scene.Ann));

        await Scene.Must(scene.ApproveAsync(cem, request));   // the next stage is another matter
        await Scene.Must(PassOnAsync(world, scene.Bo, request, scene.Ann));
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.RequestPassedOn).ShouldBe(4);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task PassOn_DecidedBeforeTheNamedPersonWasTold_AsksThemNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await world.TellAsync();
        await Scene.Must(PassOnAsync(world, scene.Bo, request, scene.Ann));
        await Scene.Must(scene.DenyAsync(scene.Bo, request));

        await world.TellAsync();

        (await world.ToldAsync(scene.Ann)).ShouldBe([NoticeKind.RequestWaits, NoticeKind.NothingToDo]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Parallel_PassedOnToOnePersonAtOnce_OneIsRecorded(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));

        var answers = await World.AtOnceAsync<bool>([.. Enumerable.Range(0, 8).Select(_ => new Func<Task<bool>>(async () => (await PassOnAsync(world, scene.Bo, request, scene.Ann)).Succeeded))]);

        answers.Count(a => a).ShouldBe(1);
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.RequestPassedOn).ShouldBe(1);
    }

    private static Task<Outcome<Done>> PassOnAsync(World world, Actor by, RequestId request, Actor to, string? remark = null) =>
        world.Get<PassOnRequest>().RunAsync(by, request, new PassOnForm(to.Id, remark), None);

    private static Task<Actor> OwnerAsync(World world, string name) =>
        Scene.SignInAsync(world.Portal, name, name, PortalRole.Requester | PortalRole.Approver, "owners");

    private static async Task<Domain.Catalog.EntitlementId> VaultAsync(World world, int quorum, int stages = 1)
    {
        var what = await Scene.EntitlementAsync(world.Portal, world.Scene.Target, "vault", "Read", "ephemeral:vault");
        var stage = new Stage([new Approver.Group("owners")], quorum, 4 * Hour);
        await world.Scene.PublishAsync("vault", [what], new Rule("ask", new Effect.Ask(8 * Hour, Hour, Enumerable.Repeat(stage, stages).ToValueList()), new Condition.Always()));
        return what;
    }
}
