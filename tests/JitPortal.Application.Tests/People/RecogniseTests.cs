using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.People;

public sealed class RecogniseTests
{
    private static SignIn Of(string subject) => new("https://issuer.test", subject, "Sam Sol", "sam@nordlys.test", PortalRole.Requester, ["engineering"], false);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Recognise_EightFirstSignInsAtOnce_MakeOnePerson(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var node = await world.NodeAsync();
        for (var round = 0; round < 5; round++)
        {
            var signIn = Of($"sam-{round}");
            var met = await World.AtOnceAsync([.. Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? world.Portal : node).Get<RecognisePerson>())
                .Select<RecognisePerson, Func<Task<Outcome<Actor>>>>(use => () => use.RunAsync(signIn, CancellationToken.None))]);
            met.ShouldAllBe(m => m.Succeeded);
            met.Select(m => m.Value.Id).Distinct().Count().ShouldBe(1);
        }
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.PersonSeen).ShouldBe(5 + 5);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Recognise_SameEmailOtherSubjectOrIssuer_IsAnotherPerson(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var use = world.Get<RecognisePerson>();
        var sam = await Scene.Must(use.RunAsync(Of("sam"), CancellationToken.None));

        (await Scene.Must(use.RunAsync(Of("sam2"), CancellationToken.None))).Id.ShouldNotBe(sam.Id);
        (await Scene.Must(use.RunAsync(Of("sam") with { Issuer = "https://other.test" }, CancellationToken.None))).Id.ShouldNotBe(sam.Id);
        (await Scene.Must(use.RunAsync(Of("sam") with { Name = "Sam Married", Email = null }, CancellationToken.None))).Id.ShouldBe(sam.Id);
    }

    /// <summary>What a program shows may speak for a person that is known; it makes nobody known (I-20).</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Recognise_WhoMayNotBeNew_IsRefusedUntilTheySignedIn(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var use = world.Get<RecognisePerson>();
        var before = await world.StateAsync();

        (await use.RunAsync(Of("sam") with { MayBeNew = false }, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldStartWith("The portal does not know this person yet.");
        (await world.StateAsync()).ShouldBe(before);
        var sam = await Scene.Must(use.RunAsync(Of("sam"), CancellationToken.None));

        (await Scene.Must(use.RunAsync(Of("sam") with { MayBeNew = false }, CancellationToken.None))).Id.ShouldBe(sam.Id);
    }

    /// <summary>Somebody who became administrator between two sign-ins must be found in the log (I-31).</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Recognise_RolesOrGroupsChanged_IsRecorded(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var use = world.Get<RecognisePerson>();
        var sam = await Scene.Must(use.RunAsync(Of("sam"), CancellationToken.None));
        var before = (await world.AuditAsync()).Count;
        await Scene.Must(use.RunAsync(Of("sam"), CancellationToken.None));
        (await world.TypesAfterAsync(before)).ShouldBeEmpty("nothing changed but the age of what is known");

        await Scene.Must(use.RunAsync(Of("sam") with { Roles = PortalRole.Requester | PortalRole.Administrator }, CancellationToken.None));
        await Scene.Must(use.RunAsync(Of("sam") with { Groups = ["owners"] }, CancellationToken.None));

        (await world.TypesAfterAsync(before)).ShouldBe([AuditTypes.PersonChanged, AuditTypes.SoloEnded, AuditTypes.PersonChanged]);
        (await world.AuditAsync())[before].ActorId.ShouldBe(sam.Id.Value);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Recognise_HostileName_IsCleanedAndStored(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var use = world.Get<RecognisePerson>();
        var number = 0;
        foreach (var name in new[] { new string('n', 1_000_000), "a\0b", "a\u001b[31mb", "lone \ud83d", "'; DROP TABLE people; --", "<script>alert(1)</script>", "  " })
        {
            var actor = await Scene.Must(use.RunAsync(Of($"hostile-{number++}") with { Name = name, Email = name }, CancellationToken.None));
            actor.Name.Length.ShouldBeInRange(1, 200);
            actor.Name.ShouldNotContain(c => char.IsControl(c));
            (await world.Get<ReadActor>().RunAsync(actor.Id, CancellationToken.None))!.Name.ShouldBe(actor.Name);
        }
        (await Scene.Must(use.RunAsync(Of("plain") with { Name = "<b>O'Brien</b>" }, CancellationToken.None))).Name.ShouldBe("<b>O'Brien</b>", "names are text, and shown as text");
    }

    /// <summary>An identity must be kept exactly: cut or cleaned it could be somebody else's.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Recognise_IdentityThatCannotBeKept_IsForbidden(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var use = world.Get<RecognisePerson>();
        var before = await world.StateAsync();
        SignIn[] hostile = [Of(new string('s', 501)), Of("a\0b"), Of("lone \ud83d"), Of(""), Of("x") with { Issuer = new string('i', 501) }, Of("x") with { Issuer = "a\0" }];
        foreach (var signIn in hostile)
            (await use.RunAsync(signIn, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.StateAsync()).ShouldBe(before);
    }

    /// <summary>Too many groups to keep are unknown groups: dropping some could open what a rule closes to members.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Recognise_GroupsThatCannotBeKept_AreUnknown(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var use = world.Get<RecognisePerson>();

        (await Scene.Must(use.RunAsync(Of("many") with { Groups = [.. Enumerable.Range(0, 20_000).Select(i => $"group-{i}")] }, CancellationToken.None))).Groups.ShouldBeNull();
        (await Scene.Must(use.RunAsync(Of("odd") with { Groups = ["fine", "lone \ud83d", "nul \0"] }, CancellationToken.None))).Groups.ShouldBeNull();
        (await Scene.Must(use.RunAsync(Of("none") with { Groups = [] }, CancellationToken.None))).Groups.ShouldBe([]);
    }
}
