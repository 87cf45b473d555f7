using JitPortal.Application.Catalog;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Catalog;

public sealed class ReadEntitlementTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadEntitlement_RulesOfSeveralPolicies_AreAllThereRefuseFirst(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await scene.PublishAsync("never-root", [scene.Automatic], new Rule("no", new Effect.Refuse("Not here."), new Condition.InGroup("interns")));

        var view = await Scene.Must(world.Get<ReadEntitlement>().RunAsync(scene.Jon, scene.Automatic, CancellationToken.None));

        view.Rules.Select(rule => rule.Kind).ShouldBe([RuleKind.Refuse, RuleKind.Automatic]);
        view.Rules[0].Words.ShouldContain("interns");
        view.Rules[1].ShouldSatisfyAllConditions(rule => rule.Words.ShouldStartWith("Automatic for at most 2 h"), rule => rule.PolicyName.ShouldBe("engineering-automatic"));
        view.Deciders.ShouldBeEmpty();
        view.Others.ShouldBeNull();   // who else could have it is not for everybody
        (await Scene.Must(world.Get<ReadEntitlement>().RunAsync(scene.Jon, scene.Asks, CancellationToken.None))).Deciders.ShouldBe(["one of owners"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadEntitlement_ByAnAdministrator_SaysWhoCouldWhoDoesAndWhoAsked(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1));

        var others = (await Scene.Must(world.Get<ReadEntitlement>().RunAsync(scene.Tove, scene.Automatic, CancellationToken.None))).Others.ShouldNotBeNull();

        others.Eligible.Select(p => p.Name).ShouldBe(["Bo Berg", "Jon Sørli", "Mira Kovač"]);   // in engineering; Ann and Tove are not
        others.Eligible.ShouldAllBe(p => p.Approvals == 0 && p.Longest == TimeSpan.FromHours(2));
        others.Judged.ShouldBe(5);
        others.Holders.ShouldHaveSingleItem().Id.Value.ShouldBe(grant.Id);
        others.Lately.ShouldHaveSingleItem().Requester.ShouldBe("Mira Kovač");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadEntitlement_Unknown_IsNotFound(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        (await world.Get<ReadEntitlement>().RunAsync(world.Scene.Tove, EntitlementId.New(), CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NotFound>();
    }
}
