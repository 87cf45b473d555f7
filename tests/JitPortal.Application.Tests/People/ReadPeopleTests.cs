using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.People;

public sealed class ReadPeopleTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListPeople_PageByPage_NamesEverybodyOnceInOrder(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        for (var i = 0; i < 3; i++)
            await Scene.SignInAsync(world.Portal, $"twin-{i}", "Same Name", PortalRole.Requester);
        var all = await AskAsync(world, PeopleFilter.All, null, 200);

        var paged = new List<PersonSummary>();
        for (var page = await AskAsync(world, PeopleFilter.All, null, 2); page.Count > 0; page = await AskAsync(world, PeopleFilter.All, page[^1].Id, 2))
            paged.AddRange(page);

        paged.Select(p => p.Id).ShouldBe(all.Select(p => p.Id));
        paged.Select(p => p.Id).ShouldBeUnique();
        paged.Count.ShouldBe(8);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListPeople_Filtered_FindsByNameAddressAndGroupAndByState(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, scene.Jon.Id, CancellationToken.None));

        (await AskAsync(world, new(PeopleKind.Any, "OWNERS"), null, 10)).Select(p => p.Name).ShouldBe(["Ann Lowe", "Bo Berg"]);
        (await AskAsync(world, new(PeopleKind.Any, "bo@nordlys"), null, 10)).ShouldHaveSingleItem().Name.ShouldBe("Bo Berg");
        (await AskAsync(world, new(PeopleKind.Disabled, null), null, 10)).ShouldHaveSingleItem().Name.ShouldBe("Jon Sørli");
        (await AskAsync(world, new(PeopleKind.Person, "jon"), null, 10)).ShouldBeEmpty();
        (await AskAsync(world, new(PeopleKind.Workload, null), null, 10)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadPerson_HoldsHeldAndWaits_ShowsAllThreeWithTheStatedFacts(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var past = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1));
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(past.Id), CancellationToken.None));
        await scene.RevokeDueAsync();
        var now = await scene.ActiveGrantAsync(scene.Mira, scene.OnOwnAccount, TimeSpan.FromHours(1));
        var waiting = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(1)));

        var view = await Scene.Must(world.Get<ReadPerson>().RunAsync(scene.Tove, scene.Mira.Id, CancellationToken.None));

        view.Person.Groups.ShouldBe(["engineering"]);
        view.Person.FactsAt.ShouldNotBeNull();
        view.Now.ShouldHaveSingleItem().Id.Value.ShouldBe(now.Id);
        view.Past.ShouldHaveSingleItem().Id.Value.ShouldBe(past.Id);
        view.Waiting.ShouldHaveSingleItem().Id.ShouldBe(waiting);
        view.Accounts.ShouldHaveSingleItem().Account.ShouldBe("mira");
        view.Logins.ShouldHaveSingleItem().Subject.ShouldBe("mira");
        (view.MayDisable, view.MayErase).ShouldBe((true, true));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadPerson_OneselfNobodyAndByOthers_OffersNothingAndRefuses(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;

        var own = await Scene.Must(world.Get<ReadPerson>().RunAsync(scene.Tove, scene.Tove.Id, CancellationToken.None));
        (own.MayDisable, own.MayErase).ShouldBe((false, false));
        (await world.Get<ReadPerson>().RunAsync(scene.Tove, PersonId.New(), CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await world.Get<ReadPerson>().RunAsync(scene.Bo, scene.Mira.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
    }

    private static async Task<IReadOnlyList<PersonSummary>> AskAsync(World world, PeopleFilter filter, PersonId? after, int limit) =>
        await Scene.Must(world.Get<ListPeople>().RunAsync(world.Scene.Tove, filter, after, limit, CancellationToken.None));
}
