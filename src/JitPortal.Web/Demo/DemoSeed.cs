using JitPortal.Application.Catalog;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Targets;
using JitPortal.DemoCompany;
using JitPortal.DevIssuer;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Web.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Colleague = JitPortal.DemoCompany.Colleague;

namespace JitPortal.Web.Demo;

/// <summary>
/// Fills an empty portal through its own use cases. Every step looks whether it is done already, so a first start that was
/// killed half-way goes on where it stopped.
/// </summary>
internal sealed class DemoSeed(
    PortalDbFactory databases, DemoDatabases postgres, DemoHosts hosts, DemoBackOffice backOffice, AddTarget addTarget, AddEntitlement addEntitlement, SetTargetAccount setAccount,
    PublishPolicy publish, RecognisePerson recognise, IOptions<SignInOptions> signIn)
{
    private const string Read = """{"role":"orders_read","mode":"ephemeral"}""";
    private const string Write = """{"role":"orders_write","mode":"ephemeral"}""";
    private const string OwnLogin = """{"role":"orders_read","mode":"existing"}""";
    private const string Viewer = """{"role":"viewer","mode":"ephemeral"}""";
    private const string RefundClerk = """{"role":"refund-clerk","mode":"ephemeral"}""";
    private const string Deploy = """{"principals":["deploy"]}""";
    private const string Root = """{"principals":["root-shell"]}""";

    /// <returns>What the company builds on.</returns>
    public async Task<CompanyGround> RunAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        var orders = await TargetAsync(db, "orders-pg", postgres.PrepareAsync, ct);
        var edge = await TargetAsync(db, "edge-hosts", hosts.PrepareAsync, ct);
        var office = await TargetAsync(db, DemoBackOffice.TargetName, backOffice.PrepareAsync, ct);
        EntitlementId[] automatic =
        [
            await EntitlementAsync(db, new(orders, "orders-db", "Read", "Reads all tables of the orders database.", Read, ["env:prod"]), ct),
            await EntitlementAsync(db, new(orders, "orders-db", "Read (own login)", "Reads the orders database with your own login.", OwnLogin, ["env:prod"]), ct),
            await EntitlementAsync(db, new(office, "orders back office", "Viewer", "Sees the orders in the back office.", Viewer, ["env:prod"]), ct),
            await EntitlementAsync(db, new(edge, "edge hosts", "Deploy", "A shell as deploy on the edge hosts.", Deploy, ["env:prod"]), ct),
        ];
        EntitlementId[] asked =
        [
            await EntitlementAsync(db, new(orders, "orders-db", "Write", "Reads and changes all tables of the orders database.", Write, ["env:prod"]), ct),
            await EntitlementAsync(db, new(office, "orders back office", "Refund clerk", "Sees the orders and pays refunds back.", RefundClerk, ["env:prod"]), ct),
            await EntitlementAsync(db, new(edge, "edge hosts", "Root", "A root shell on the edge hosts.", Root, ["env:prod"]), ct),
        ];
        await PeopleAsync(db, orders, ct);
        await PolicyAsync(db, "Engineering, everyday", automatic, [new Rule(
            "automatic", new Effect.Automatic(TimeSpan.FromHours(2), TimeSpan.FromHours(1)), new Condition.InGroup("engineering"))], ct);
        await PolicyAsync(
            db, "Changing production", asked,
            [
                new Rule(
                    "owners-agree",
                    new Effect.Ask(TimeSpan.FromHours(8), TimeSpan.FromHours(1), [new Stage([new Approver.Group("database-owners")], 1, TimeSpan.FromHours(4))]),
                    new Condition.ReasonPresent(5)),
                new Rule(
                    "break-glass",
                    new Effect.Automatic(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30), BreakGlass: new BreakGlass([new Approver.Group("database-owners")], TimeSpan.FromDays(3))),
                    new Condition.All([new Condition.InGroup("engineering"), new Condition.SubjectIs(SubjectKind.Person)])),
            ],
            ct);
        await PolicyAsync(db, "Workloads deploy", [automatic[^1]], [new Rule(
            "automatic", new Effect.Automatic(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(20)), new Condition.SubjectIs(SubjectKind.Workload))], ct);
        return new CompanyGround(new CompanyTargets(orders, edge, office), Issuer, Known());
    }

    private async Task<TargetId> TargetAsync(PortalDb db, string name, Func<CancellationToken, Task<TargetForm>> prepare, CancellationToken ct)
    {
        var known = await db.Targets.AsNoTracking().SingleOrDefaultAsync(t => t.Name == name, ct);
        if (known is { Unavailable: null })
            return new TargetId(known.Id);
        var form = await prepare(ct);
        if (known is not null && form.Unavailable is not null)
            return new TargetId(known.Id);   // still missing; what can be tried later stays in the catalogue
        return (await addTarget.RunAsync(Actor.Portal, form, ct)).Value;
    }

    private async Task<EntitlementId> EntitlementAsync(PortalDb db, EntitlementForm form, CancellationToken ct)
    {
        var known = await db.Entitlements.Where(e => e.TargetId == form.Target.Value && e.Resource == form.Resource && e.Role == form.Role).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(ct);
        return known is { } id ? new EntitlementId(id) : (await addEntitlement.RunAsync(Actor.Portal, form, ct)).Value;
    }

    /// <summary>The people of the development issuer, as if they had signed in, so that accounts and approvers are known.</summary>
    private async Task PeopleAsync(PortalDb db, TargetId orders, CancellationToken ct)
    {
        foreach (var person in DevPeople.All)
        {
            if (await db.Logins.AnyAsync(l => l.Issuer == Issuer && l.Subject == person.Subject, ct))
                continue;
            var actor = (await recognise.RunAsync(new(Issuer, person.Subject, person.Name, person.Email, RolesOf(person), person.Groups, false), ct)).Value;
            if (person.Subject is "mira" or "jon")
                await setAccount.RunAsync(Actor.Portal, orders, actor.Id, person.Subject, ct);
        }
    }

    private string Issuer => signIn.Value.Authority.TrimEnd('/') + "/";

    /// <summary>The administrator last.</summary>
    private List<Colleague> Known() =>
        [.. DevPeople.All.Select(p => new Colleague(p.Subject, p.Name, p.Groups[0], p.Groups, RolesOf(p))).OrderBy(c => c.Roles.HasFlag(PortalRole.Administrator))];

    private PortalRole RolesOf(DevPerson person) =>
        signIn.Value.Roles.Where(r => r.Value.Intersect(person.Roles, StringComparer.Ordinal).Any()).Aggregate(PortalRole.None, (all, r) => all | r.Key);

    private async Task PolicyAsync(PortalDb db, string name, EntitlementId[] entitlements, ValueList<Rule> rules, CancellationToken ct)
    {
        if (await db.Policies.AnyAsync(p => p.Name == name, ct))
            return;
        var policy = new Policy(PolicyId.New(), name, 1, new AppliesTo.Entitlements(entitlements.ToValueList()), rules);
        _ = (await publish.RunAsync(Actor.Portal, policy, ct)).Value;
    }
}
