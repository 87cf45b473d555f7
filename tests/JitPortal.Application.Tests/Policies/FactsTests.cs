using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Policies;

/// <summary>That what a rule looks at is what the database and the session say: each fact opens or closes the same automatic entitlement.</summary>
public sealed class FactsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Condition Always = new Condition.Always();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_TicketRequired_OnlyWithOne(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.RequireAsync(new Effect.Require(Ticket: true), Always);

        (await FileAsync(world, world.Scene.Mira)).ShouldBe(RequestState.Denied);
        (await FileAsync(world, world.Scene.Mira, ticket: "CHG-7")).ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_FromElsewhereRefused_GoesByTheAddressOfTheCall(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.RequireAsync(new Effect.Refuse("Only from the office."), new Condition.Not(new Condition.FromNetwork([new Network("10.0.0.0/8")])));

        (await FileAsync(world, world.Scene.Mira)).ShouldBe(RequestState.Denied, "an address that is not known is not one of the office");
        (await FileAsync(world, world.Scene.Mira with { SourceAddress = "192.0.2.1" })).ShouldBe(RequestState.Denied);
        (await FileAsync(world, world.Scene.Mira with { SourceAddress = "10.4.5.6" })).ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_HigherSignInNeeded_FilesNothingUntilThen(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.RequireAsync(new Effect.Require(Assurance: AssuranceLevel.MultiFactor), Always);
        var session = new Assurance(AssuranceLevel.Basic, null, AssuranceLevel.MultiFactor);
        var mira = world.Scene.Mira with { Assurance = session };

        var refused = await world.Get<SubmitRequest>().RunAsync(mira, new RequestForm(world.Scene.Automatic, Hour, "Check stuck refunds"), CancellationToken.None);

        refused.Refusal.ShouldBeOfType<Refusal.NeedsStepUp>().Level.ShouldBe(AssuranceLevel.MultiFactor);
        await using (var db = world.Db())
            (await db.Requests.CountAsync()).ShouldBe(0);
        (await FileAsync(world, mira with { Assurance = session with { Level = AssuranceLevel.MultiFactor } })).ShouldBe(RequestState.Approved);
        await using (var db = world.Db())
            (await db.Requests.SingleAsync()).AssuranceLevel.ShouldBe(AssuranceLevel.MultiFactor);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_OnlyForHoldersOfAnother_FromWhenThatIsActive(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await scene.PublishAsync("holders", [scene.Asks], new Rule("holders", new Effect.Automatic(Hour, Hour), new Condition.HoldsEntitlement(scene.Automatic, "stock-db as Read")));

        await FileAsync(world, scene.Mira);
        (await FileAsync(world, scene.Mira, scene.Asks)).ShouldBe(RequestState.AwaitingApproval, "approved and not open yet is not held");
        await using (var db = world.Db())
            await db.Requests.Where(r => r.State == RequestState.AwaitingApproval).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, RequestState.Withdrawn));
        await scene.OpenDueAsync();

        (await FileAsync(world, scene.Mira, scene.Asks)).ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_OnlyTheFirstTime_NotAgainAfterAGrantHasEnded(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await world.RequireAsync(new Effect.Refuse("Once is enough."), new Condition.Not(new Condition.FirstTime()));

        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        grant.State.ShouldBe(GrantState.Active, "the grant that is being opened is not one of the past");
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        await scene.RevokeDueAsync();

        (await FileAsync(world, scene.Mira)).ShouldBe(RequestState.Denied);
        (await FileAsync(world, scene.Jon)).ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_ClaimLookedAt_IsWhatTheLastSignInStated(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.RequireAsync(new Effect.Refuse("Only from main."), new Condition.Not(new Condition.ClaimIs("ref", ["main"])));
        Task<Outcome<Actor>> SignIn(params (string Claim, ValueList<string> Values)[] claims) => world.Get<RecognisePerson>().RunAsync(
            new SignIn("https://issuer.test", "mira", "Mira Kovač", null, PortalRole.Requester, ["engineering"], false) { Claims = claims.ToDictionary(c => c.Claim, c => c.Values) },
            CancellationToken.None);

        await Scene.Must(SignIn());
        (await FileAsync(world, world.Scene.Mira)).ShouldBe(RequestState.Denied, "a claim that is not there is unknown");
        await Scene.Must(SignIn(("ref", [])));
        (await FileAsync(world, world.Scene.Mira)).ShouldBe(RequestState.Denied, "a claim without a value is not that value");
        await Scene.Must(SignIn(("ref", ["dev", "main"])));
        (await FileAsync(world, world.Scene.Mira)).ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_NobodyKnownWhoCouldDecide_IsRefusedAtOnce(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.RequireAsync(new Effect.Require(Stage: new Stage([new Approver.Group("nobody's")], 1, Hour)), Always);
        await using var db = world.Db();

        (await FileAsync(world, world.Scene.Mira)).ShouldBe(RequestState.Denied);

        var verdict = VerdictDocument.Read(await db.Requests.Select(r => r.Verdict).SingleAsync()).Value;
        verdict.Sentence.ShouldBe("Not possible: only when one of nobody's can agree, and too few people are known who may: ask them to sign in here once.");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_OnlyTheRequesterCouldDecide_IsRefusedAtOnce(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await Scene.SignInAsync(world.Portal, "mira", "Mira Kovač", PortalRole.Requester, "engineering", "lonely");
        await world.RequireAsync(new Effect.Require(Stage: new Stage([new Approver.Group("lonely")], 1, Hour)), Always);

        (await FileAsync(world, world.Scene.Mira)).ShouldBe(RequestState.Denied);
        (await FileAsync(world, world.Scene.Jon)).ShouldBe(RequestState.AwaitingApproval);
    }

    private static async Task<RequestState> FileAsync(World world, Actor who, EntitlementId? what = null, string? ticket = null)
    {
        var id = await Scene.Must(world.Get<SubmitRequest>().RunAsync(who, new RequestForm(what ?? world.Scene.Automatic, Hour, "Check stuck refunds", Ticket: ticket), CancellationToken.None));
        return (await world.RequestAsync(id.Value)).State;
    }
}
