using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.People;

/// <summary>The first administrator, by a code that works once and for an hour.</summary>
public sealed class SetupTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Offer_WithAnAdministrator_MakesNoCode(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        (await world.Get<OfferSetup>().RunAsync(None)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Use_TheCode_MakesAnAdministratorWhoStaysOneWhateverTheIssuerSays(DatabaseKind kind)
    {
        await using var world = await WithoutAdministratorAsync(kind);
        var code = (await world.Get<OfferSetup>().RunAsync(None))!;

        await Scene.Must(world.Get<UseSetupCode>().RunAsync(world.Scene.Mira, $" {code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)} ", None));

        (await world.Get<ReadActor>().RunAsync(world.Scene.Mira.Id, None))!.Is(PortalRole.Administrator).ShouldBeTrue();
        var again = await Scene.SignInAsync(world.Portal, "mira", "Mira", PortalRole.Requester);
        again.Roles.ShouldBe(PortalRole.Requester | PortalRole.Administrator);
        string.Join('\n', (await world.AuditAsync()).Select(a => System.Text.Encoding.UTF8.GetString(a.Leaf))).ShouldNotContain(code);
        string.Join('\n', await world.StateAsync()).ShouldNotContain(code);
        (await world.TypesAfterAsync(0)).ShouldContain(AuditTypes.SetupUsed);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Use_WrongOldOrReplacedCode_IsRefusedAndRecorded(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await WithoutAdministratorAsync(kind, time);
        var use = world.Get<UseSetupCode>();
        (await use.RunAsync(world.Scene.Mira, "", None)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        var replaced = (await world.Get<OfferSetup>().RunAsync(None))!;
        var code = (await world.Get<OfferSetup>().RunAsync(None))!;

        (await use.RunAsync(world.Scene.Mira, replaced, None)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        (await use.RunAsync(world.Scene.Mira, "AAAAA-BBBBB-CCCCC-DDDDD", None)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        time.Advance(OfferSetup.Valid);
        (await use.RunAsync(world.Scene.Mira, code, None)).Refusal.ShouldBeOfType<Refusal.Invalid>();

        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.SetupRefused).ShouldBe(4);
        (await world.Get<ReadActor>().RunAsync(world.Scene.Mira.Id, None))!.Is(PortalRole.Administrator).ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ParallelUse_OneCodeByEight_MakesOneAdministrator(DatabaseKind kind)
    {
        await using var world = await WithoutAdministratorAsync(kind);
        var node = await world.NodeAsync();
        var code = (await world.Get<OfferSetup>().RunAsync(None))!;
        var people = new[] { world.Scene.Mira, world.Scene.Jon, world.Scene.Bo, world.Scene.Ann };

        var answers = await World.AtOnceAsync<Outcome<Done>>([.. Enumerable.Range(0, 8)
            .Select<int, Func<Task<Outcome<Done>>>>(i => () => (i % 2 == 0 ? world.Portal : node).Get<UseSetupCode>().RunAsync(people[i % people.Length], code, None))]);

        answers.Count(answer => answer.Succeeded).ShouldBe(1);
        await using var db = world.Db();
        (await db.People.CountAsync(p => (p.Roles & PortalRole.Administrator) == PortalRole.Administrator)).ShouldBe(1);
    }

    private static async Task<World> WithoutAdministratorAsync(DatabaseKind kind, FakeTimeProvider? time = null)
    {
        var world = await World.CreateAsync(kind, time);
        await Scene.SignInAsync(world.Portal, "tove", "Tove Dahl", PortalRole.Requester, "it");   // who was one, the issuer says
        return world;
    }
}
