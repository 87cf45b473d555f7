using JitPortal.Application.Catalog;
using JitPortal.Application.Policies;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Policies;

public sealed class DraftTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task SaveDraft_WithMistakes_NamesEachPlaceAndKeepsNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var before = await world.StateAsync();
        var broken = new Policy(PolicyId.New(), "owners-decide", 1, new AppliesTo.Entitlements([EntitlementId.New()]),
        [
            new Rule("a", new Effect.Automatic(Hour, TimeSpan.FromHours(2)), new Condition.InGroup("")),
            new Rule("a", new Effect.Refuse(""), new Condition.All([])),
        ]);

        var refusal = (await world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(broken, 0), CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>();

        refusal.Errors.Select(error => error.Field).ShouldBe(
            ["rules[0].effect.default", "rules[0].when.group", "rules[1].effect.message", "rules[1].when.of", "rules[1].id", "appliesTo.ids", "name"], ignoreOrder: true);
        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task SaveDraft_AppliesToNothingUntilPublished(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var refusing = new Policy(PolicyId.New(), "closed", 1, new AppliesTo.Any(), [new Rule("no", new Effect.Refuse("Closed."), new Condition.Always())]);

        await Scene.Must(world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(refusing, 0), CancellationToken.None));

        (await world.Scene.AskAsync(world.Scene.Mira, world.Scene.Automatic, Hour)).Succeeded.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task SaveDraft_TwoWindowsAtOnce_OneIsToldToLoadAgain(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var policy = Sound(world);

        var outcomes = await World.AtOnceAsync([.. Enumerable.Range(0, 4).Select<int, Func<Task<Outcome<long>>>>(_ =>
            () => world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(policy, 0), CancellationToken.None))]);

        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        outcomes.Where(outcome => !outcome.Succeeded).ShouldAllBe(outcome => outcome.Refusal is Refusal.Conflict);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task SaveDraft_OfSomebodyElse_IsAConflictUntilDiscarded(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var sven = await Scene.SignInAsync(world.Portal, "sven", "Sven Aas", PortalRole.Administrator);
        var policy = Sound(world);
        var revision = await Scene.Must(world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(policy, 0), CancellationToken.None));

        var refusal = (await world.Get<SaveDraft>().RunAsync(sven, new DraftForm(policy, revision), CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        refusal.Message.ShouldContain("Tove Dahl");
        (await world.Get<ProposePolicy>().RunAsync(sven, policy.Id, revision, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        await Scene.Must(world.Get<DiscardDraft>().RunAsync(sven, policy.Id, revision, CancellationToken.None));
        await Scene.Must(world.Get<SaveDraft>().RunAsync(sven, new DraftForm(policy, 0), CancellationToken.None));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ProposePolicy_SaysWhatIsInForce_IsNothingToConfirm(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await Scene.SignInAsync(world.Portal, "sven", "Sven Aas", PortalRole.Administrator);
        var policy = Sound(world);
        await Scene.Must(world.Get<PublishPolicy>().RunAsync(Actor.Portal, policy, CancellationToken.None));
        var same = policy with { Version = 2 };
        var revision = await Scene.Must(world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(same, 0), CancellationToken.None));

        (await world.Get<ProposePolicy>().RunAsync(world.Scene.Tove, policy.Id, revision, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldContain("says the same");

        var changed = same with { Name = "Sound and renamed" };
        revision = await Scene.Must(world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(changed, revision), CancellationToken.None));
        (await Scene.Must(world.Get<ProposePolicy>().RunAsync(world.Scene.Tove, policy.Id, revision, CancellationToken.None))).ShouldBe(Proposed.Waits);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ProposePolicy_PublishedMeanwhile_IsAPoliteConflict(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var policy = Sound(world);
        var revision = await Scene.Must(world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(policy, 0), CancellationToken.None));
        await Scene.Must(world.Get<PublishPolicy>().RunAsync(Actor.Portal, policy, CancellationToken.None));

        (await world.Get<ProposePolicy>().RunAsync(world.Scene.Tove, policy.Id, revision, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>()
            .Message.ShouldContain("Version 1 has been published meanwhile");
        (await world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(policy, revision), CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await Scene.Must(world.Get<ReadPolicy>().RunAsync(world.Scene.Tove, policy.Id, CancellationToken.None))).Draft!.Stale.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadPolicy_EveryVersion_SaysWhatItChanged(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var policy = Sound(world);
        await PublishAsync(world, policy);
        await PublishAsync(world, policy with { Version = 2, Rules = [new Rule("quick", new Effect.Automatic(TimeSpan.FromHours(4), Hour), new Condition.Always())] });

        var view = await Scene.Must(world.Get<ReadPolicy>().RunAsync(world.Scene.Tove, policy.Id, CancellationToken.None));

        view.Versions.Select(version => version.Version).ShouldBe([2, 1]);
        view.Versions[0].Changes.Single().ShouldBe(new PolicyChange(ChangeKind.Wider, "Was: Automatic for at most 1 h in every case. Becomes: Automatic for at most 4 h in every case.", "quick"));
        view.Versions[1].ReplacedAt.ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task TryPolicy_DraftInPlaceOfWhatIsInForce_AnswersAsTheEngineWould(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var refusing = new Policy(PolicyId.New(), "closed", 1, new AppliesTo.Any(), [new Rule("no", new Effect.Refuse("Closed."), new Condition.InGroup("engineering"))]);
        var before = await world.StateAsync();

        var jon = await TriedAsync(world, refusing, world.Scene.Jon);
        var ann = await TriedAsync(world, refusing, world.Scene.Ann);

        jon.ShouldBeOfType<Verdict.Refused>().Reasons.Select(reason => reason.Words).ShouldBe(["Closed."]);
        ann.ShouldBeOfType<Verdict.NeedsApproval>();
        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task TryPolicy_LengthBeyondTheCalendar_IsRefusedAtItsField(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        var tried = await world.Get<TryPolicy>().RunAsync(
            world.Scene.Tove, Sound(world), new TriedCase(world.Scene.Jon.Id, world.Scene.Asks, TimeSpan.FromDays(9_999_999), "Check", Emergency: false, TimeProvider.System.GetUtcNow()), CancellationToken.None);

        tried.Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.ShouldHaveSingleItem().Field.ShouldBe("duration");
    }

    private static Policy Sound(World world) => new(
        PolicyId.New(), "draft", 1, new AppliesTo.Entitlements([world.Scene.Asks]), [new Rule("quick", new Effect.Automatic(Hour, Hour), new Condition.Always())]);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task TryPolicy_AnotherNamesSomethingRetired_IsNotStoppedByIt(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await Scene.Must(world.Get<RetireEntitlement>().RunAsync(world.Scene.Tove, world.Scene.SameRight, CancellationToken.None));

        (await TriedAsync(world, Harmless(world), world.Scene.Ann)).ShouldBeOfType<Verdict.NeedsApproval>();
        (await Scene.Must(world.Get<AnalysePolicy>().RunAsync(world.Scene.Tove, Emergency(world), CancellationToken.None))).Findings.ShouldNotContain(found => found.Words.Contains("can stop it", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task TryPolicy_AnotherCannotBeRead_IsStoppedByItAsADecisionWouldBe(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.Scene.PublishAsync("of-a-newer-build", [world.Scene.Asks], new Rule("reason", new Effect.Require(ReasonLength: 5), new Condition.Always()));
        (await TriedAsync(world, Harmless(world), world.Scene.Ann)).ShouldBeOfType<Verdict.NeedsApproval>();
        await using (var db = world.Db())
            await db.Policies.Where(p => p.Name == "of-a-newer-build").ExecuteUpdateAsync(s => s.SetProperty(p => p.Document, "{{{"));

        (await TriedAsync(world, Harmless(world), world.Scene.Ann)).ShouldBeOfType<Verdict.Refused>();
    }

    private static Policy Harmless(World world) =>
        new(PolicyId.New(), "harmless", 1, new AppliesTo.Entitlements([world.Scene.Automatic]), [new Rule("no", new Effect.Refuse("Closed."), new Condition.InGroup("nobody"))]);

    private static Policy Emergency(World world) => new(PolicyId.New(), "in-an-emergency", 1, new AppliesTo.Entitlements([world.Scene.Asks]), [new Rule(
        "glass", new Effect.Automatic(Hour, Hour, BreakGlass: new BreakGlass([new Approver.Group("owners")], TimeSpan.FromDays(1))), new Condition.Always())]);

    private static async Task<Verdict> TriedAsync(World world, Policy policy, Actor who) => await Scene.Must(world.Get<TryPolicy>().RunAsync(
        world.Scene.Tove, policy, new TriedCase(who.Id, world.Scene.Asks, Hour, "Check stuck refunds", Emergency: false, TimeProvider.System.GetUtcNow()), CancellationToken.None));

    private static async Task PublishAsync(World world, Policy policy)
    {
        var revision = await Scene.Must(world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(policy, 0), CancellationToken.None));
        await Scene.Must(world.Get<ProposePolicy>().RunAsync(world.Scene.Tove, policy.Id, revision, CancellationToken.None));
    }
}
