using JitPortal.Application.Approvals;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.TestKit.Portal;

/// <summary>
/// A small company on one portal: people, an oracle target, an entitlement that is automatic for the group
/// <c>engineering</c> up to 2 h, and one that <c>owners</c> decide up to 8 h.
/// </summary>
public sealed class Scene
{
    /// <summary>Openings on a machine with no time for them: 10.</summary>
    private const int Tries = 10;

    private readonly TestPortal portal;

    private Scene(TestPortal portal) => this.portal = portal;

    public required TargetId Target { get; init; }

    /// <summary>Automatic up to 2 h for engineering.</summary>
    public required EntitlementId Automatic { get; init; }

    /// <summary>One of owners up to 8 h, for everybody with a reason of 5 characters.</summary>
    public required EntitlementId Asks { get; init; }

    /// <summary>Like <see cref="Automatic"/>, on the person's own account.</summary>
    public required EntitlementId OnOwnAccount { get; init; }

    /// <summary>A second one that gives the same right to the same own account.</summary>
    public required EntitlementId SameRight { get; init; }

    public required Actor Mira { get; init; }

    public required Actor Jon { get; init; }

    /// <summary>In owners.</summary>
    public required Actor Bo { get; init; }

    /// <summary>In owners.</summary>
    public required Actor Ann { get; init; }

    public required Actor Tove { get; init; }

    public static async Task<Scene> BuildAsync(TestPortal portal, int oraclePort)
    {
        var mira = await SignInAsync(portal, "mira", "Mira Kovač", PortalRole.Requester, "engineering");
        var target = await TargetAsync(portal, "oracle", oraclePort);
        var scene = new Scene(portal)
        {
            Target = target,
            Automatic = await EntitlementAsync(portal, target, "stock-db", "Read", "ephemeral:read"),
            Asks = await EntitlementAsync(portal, target, "ledger-db", "Write", "ephemeral:write"),
            OnOwnAccount = await EntitlementAsync(portal, target, "wiki", "Editor", "existing:editor"),
            SameRight = await EntitlementAsync(portal, target, "wiki", "Editor too", "existing:editor"),
            Mira = mira,
            Jon = await SignInAsync(portal, "jon", "Jon Sørli", PortalRole.Requester, "engineering"),
            Bo = await SignInAsync(portal, "bo", "Bo Berg", PortalRole.Requester | PortalRole.Approver, "engineering", "owners"),
            Ann = await SignInAsync(portal, "ann", "Ann Lowe", PortalRole.Requester | PortalRole.Approver, "owners"),
            Tove = await SignInAsync(portal, "tove", "Tove Dahl", PortalRole.Requester | PortalRole.Administrator, "it"),
        };
        await Must(portal.Get<SetTargetAccount>().RunAsync(Actor.Portal, target, mira.Id, "mira", CancellationToken.None));
        await scene.PublishAsync("engineering-automatic", [scene.Automatic, scene.OnOwnAccount, scene.SameRight], new Rule(
            "automatic", new Effect.Automatic(TimeSpan.FromHours(2), TimeSpan.FromHours(1)), new Condition.InGroup("engineering")));
        await scene.PublishAsync("owners-decide", [scene.Asks], new Rule(
            "ask",
            new Effect.Ask(TimeSpan.FromHours(8), TimeSpan.FromHours(1), [new Stage([new Approver.Group("owners")], 1, TimeSpan.FromHours(4))]),
            new Condition.ReasonPresent(5)));
        return scene;
    }

    /// <summary>The company that <see cref="BuildAsync"/> made, seen from another process or after a restart.</summary>
    public static async Task<Scene> AttachAsync(TestPortal portal)
    {
        await using var db = portal.Databases.Create();
        var entitlements = await db.Entitlements.AsNoTracking().ToListAsync();
        EntitlementId Find(string role) => new(entitlements.Single(e => e.Role == role).Id);
        var people = await db.People.AsNoTracking().ToListAsync();
        Task<Actor> Person(string name) => portal.Get<ReadActor>().RunAsync(new PersonId(people.Single(p => p.Name.StartsWith(name, StringComparison.Ordinal)).Id), CancellationToken.None)!;
        return new Scene(portal)
        {
            Target = new TargetId(entitlements[0].TargetId),
            Automatic = Find("Read"),
            Asks = Find("Write"),
            OnOwnAccount = Find("Editor"),
            SameRight = Find("Editor too"),
            Mira = await Person("Mira"),
            Jon = await Person("Jon"),
            Bo = await Person("Bo"),
            Ann = await Person("Ann"),
            Tove = await Person("Tove"),
        };
    }

    public Task PublishAsync(string name, ValueList<EntitlementId> entitlements, params ValueList<Rule> rules) =>
        Must(portal.Get<PublishPolicy>().RunAsync(Actor.Portal, new Policy(PolicyId.New(), name, 1, new AppliesTo.Entitlements(entitlements), rules), CancellationToken.None));

    /// <summary>An entitlement that opens at once, for half an hour, and only in an emergency; reviewed within a day.</summary>
    public async Task<EntitlementId> BreakGlassAsync(string name, params ValueList<Approver> reviewers)
    {
        var what = await EntitlementAsync(portal, Target, name, "Break glass", "ephemeral:glass");
        await PublishAsync($"{name}-break-glass", [what], new Rule(
            "glass",
            new Effect.Automatic(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30), BreakGlass: new BreakGlass(reviewers, TimeSpan.FromDays(1))),
            new Condition.Always()));
        return what;
    }

    public static async Task<Actor> SignInAsync(TestPortal portal, string subject, string name, PortalRole roles, params string[] groups) =>
        await Must(portal.Get<RecognisePerson>().RunAsync(new SignIn("https://issuer.test", subject, name, $"{subject}@nordlys.test", roles, groups, false), CancellationToken.None));

    public static Task<TargetId> TargetAsync(TestPortal portal, string name, int oraclePort) =>
        Must(portal.Get<AddTarget>().RunAsync(Actor.Portal, new TargetForm(name, OracleKind.Name, oraclePort.ToString(System.Globalization.CultureInfo.InvariantCulture), null), CancellationToken.None));

    public static Task<EntitlementId> EntitlementAsync(TestPortal portal, TargetId target, string resource, string role, string right) =>
        Must(portal.Get<AddEntitlement>().RunAsync(Actor.Portal, new EntitlementForm(target, resource, role, $"{resource} as {role}", right, []), CancellationToken.None));

    public Task<Outcome<RequestId>> AskAsync(Actor who, EntitlementId what, TimeSpan howLong, string reason = "Check stuck refunds", string? key = null) =>
        portal.Get<SubmitRequest>().RunAsync(who, new RequestForm(what, howLong, reason, IdempotencyKey: key), CancellationToken.None);

    public Task<Outcome<Done>> ApproveAsync(Actor who, RequestId request, TimeSpan? howLong = null, DecisionChannel channel = DecisionChannel.Web) =>
        portal.Get<DecideRequest>().RunAsync(who, request, new DecisionForm(true, howLong, null, channel), CancellationToken.None);

    public Task<Outcome<Done>> DenyAsync(Actor who, RequestId request, string reason = "Not needed") =>
        portal.Get<DecideRequest>().RunAsync(who, request, new DecisionForm(false, null, reason, DecisionChannel.Web), CancellationToken.None);

    /// <returns>The new administrator, as of now.</returns>
    public async Task<Actor> AppointAsync(Actor by, Actor whom)
    {
        await Must(portal.Get<AppointAdministrator>().RunAsync(by, whom.Id, CancellationToken.None));
        return (await portal.Get<ReadActor>().RunAsync(whom.Id, CancellationToken.None))!;
    }

    /// <summary>Works off what is due on a target, as the jobs do.</summary>
    public Task OpenDueAsync() => portal.Get<OpenDueJob>().RunAsync(Target.Value, CancellationToken.None);

    public Task RevokeDueAsync() => portal.Get<RevokeDueJob>().RunAsync(Target.Value, CancellationToken.None);

    /// <summary>Asks for automatic access and opens it.</summary>
    public async Task<GrantRow> ActiveGrantAsync(Actor who, EntitlementId what, TimeSpan howLong)
    {
        var request = await Must(AskAsync(who, what, howLong));
        await OpenDueAsync();
        for (var times = 0; times < Tries && BusyMachine.IsBusy && await IsPutOffAsync(request); times++)
            await OpenDueAsync();
        return await GrantOfAsync(request);
    }

    /// <summary>
    /// A machine with a queue before its processors may let a claim lapse before the target is asked, and the target then refuses: the
    /// next attempt is made due at once.
    /// </summary>
    private async Task<bool> IsPutOffAsync(RequestId request)
    {
        await using var db = portal.Databases.Create();
        var now = portal.Clock.GetUtcNow();
        return await db.Grants.Where(g => g.RequestId == request.Value && g.State == GrantState.Provisioning)
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.NextAttemptAt, now)) == 1;
    }

    public async Task<GrantRow> GrantOfAsync(RequestId request)
    {
        await using var db = portal.Databases.Create();
        return await db.Grants.AsNoTracking().SingleAsync(g => g.RequestId == request.Value);
    }

    public async Task<GrantRow> GrantAsync(Guid id)
    {
        await using var db = portal.Databases.Create();
        return await db.Grants.AsNoTracking().SingleAsync(g => g.Id == id);
    }

    public Task<GrantRow> UntilAsync(Guid grant, GrantState state) => Eventually.GetAsync(
        async () => await GrantAsync(grant) is var row && row.State == state ? row : null, $"the grant is {state}");

    public static async Task<T> Must<T>(Task<Outcome<T>> outcome) => (await outcome).Value;
}
