using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Catalog;

/// <summary>
/// One entitlement with every rule about it in words. The catalogue is open to everybody who is signed in; who could get it, who holds
/// it and what was asked lately is for those who look after the portal.
/// </summary>
public sealed class ReadEntitlement(PortalDbFactory databases, PolicySets policies, GrantViews grants, TimeProvider clock)
{
    private const int MostPeople = 2_000;
    private const int MostShown = 50;

    /// <summary>How far back "lately" looks: 30 days.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    /// <returns><see cref="Refusal.NotFound"/> where there is none.</returns>
    public async Task<Outcome<EntitlementView>> RunAsync(Actor actor, EntitlementId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        var row = await db.Entitlements.AsNoTracking()
            .Where(e => e.Id == id.Value)
            .Join(db.Targets, e => e.TargetId, t => t.Id, (e, t) => new { e.Resource, e.Role, e.Description, e.Tags, e.RetiredAt, Target = t.Name, t.Kind, t.Unavailable })
            .SingleOrDefaultAsync(ct);
        if (row is null)
            return new Refusal.NotFound(Both("There is no such entitlement."));
        var set = await policies.GetAsync(db, ct);
        var rules = set.RulesOf(id) ?? [];
        var facts = EntitlementReading.Of(id.Value, row.Kind, row.Resource, row.Role, row.Tags);
        var others = await Authority.OverseesAsync(db, actor, ct);
        return new EntitlementView(
            id, row.Resource, row.Role, row.Description, row.Target, row.Kind, [.. facts.Tags.Order(StringComparer.Ordinal)], row.RetiredAt, row.Unavailable, set.Version,
            [.. rules.OrderBy(r => r.Rule.Effect.Kind()).ThenBy(r => r.Ref).Select(ShownRule.Of)])
        {
            Others = others ? await OthersAsync(db, actor, set, facts, ct) : null,
        };
    }

    private async Task<EntitlementOthers> OthersAsync(PortalDb db, Actor actor, PolicySet set, EntitlementFacts entitlement, CancellationToken ct)
    {
        var now = clock.Now();
        var people = await db.People.AsNoTracking().Where(p => p.DisabledAt == null && p.ErasedAt == null).OrderBy(p => p.Name).Take(MostPeople).ToListAsync(ct);
        var eligible = people
            .Select(p => (Person: p, Offers: PolicyEngine.Offers(set, new Facts(SubjectFacts.Of(Actors.Of(p)), RequestFacts.Any, entitlement, now))))
            .Where(p => p.Offers.Count > 0)
            .Select(p => new EligiblePerson(new PersonId(p.Person.Id), p.Person.Name, p.Person.IsWorkload, p.Offers[0].Duration, p.Offers[0].Approvals))
            .ToList();
        var on = db.Grants.Where(g => g.EntitlementId == entitlement.Id.Value);
        var holders = await grants.BuildAsync(db, actor, on.Where(g => g.State != GrantState.Ended).OrderBy(g => g.EndsAt).Take(MostShown), ct);
        var since = now - Lately;
        var lately = await RequestSummaries.ReadAsync(
            db, db.Requests.Where(r => r.EntitlementId == entitlement.Id.Value && r.FiledAt >= since).OrderByDescending(r => r.Number).Take(MostShown), ct);
        return new EntitlementOthers(eligible, people.Count, holders, lately) { Owners = await OwnersAsync(db, actor, entitlement.Id, ct) };
    }

    private static async Task<EntitlementOwners> OwnersAsync(PortalDb db, Actor actor, EntitlementId id, CancellationToken ct)
    {
        var entitlement = await db.Entitlements.AsNoTracking().Where(e => e.Id == id.Value).Select(e => new { e.OwnerGroup, e.RetiredAt }).SingleAsync(ct);
        var people = await db.EntitlementOwners.AsNoTracking().Where(o => o.EntitlementId == id.Value)
            .Join(db.People, o => o.PersonId, p => p.Id, (o, p) => new { p.Id, p.Name })
            .OrderBy(p => p.Name)
            .ToListAsync(ct);
        var mayChange = entitlement.RetiredAt is null && await Authority.HasAsync(db, actor, PortalRole.Administrator, ct);
        return new EntitlementOwners([.. people.Select(p => new NamedPerson(new PersonId(p.Id), p.Name))], entitlement.OwnerGroup, mayChange);
    }
}

/// <summary>Whom the owner of a resource in one role means: these people, and whoever is in the group.</summary>
/// <param name="MayChange">The reader may say who it is; the use case asks again.</param>
public sealed record EntitlementOwners(IReadOnlyList<NamedPerson> People, string? Group, bool MayChange)
{
    public static readonly EntitlementOwners None = new([], null, false);
}

/// <param name="Rules">Every rule about it: refuse first, then require, automatic and ask. Their order has no meaning beyond that.</param>
/// <param name="PolicyVersion">The set of policies that they are of.</param>
public sealed record EntitlementView(
    EntitlementId Id,
    string Resource,
    string Role,
    string Description,
    string TargetName,
    string Kind,
    IReadOnlyList<string> Tags,
    DateTimeOffset? RetiredAt,
    string? Unavailable,
    long PolicyVersion,
    IReadOnlyList<ShownRule> Rules)
{
    /// <summary><see langword="null"/> for whoever may not see it.</summary>
    public EntitlementOthers? Others { get; init; }

    /// <summary>Who decides, by rule that asks: "one of database-owners".</summary>
    public IReadOnlyList<string> Deciders => [.. Rules.SelectMany(rule => rule.Asks).Distinct(StringComparer.Ordinal)];
}

/// <param name="Eligible">Who could get it at all, as far as the groups last stated tell; by name.</param>
/// <param name="Judged">How many people and workloads were looked at, at most 2,000.</param>
/// <param name="Holders">What is open, the first to end first; at most 50.</param>
/// <param name="Lately">What was asked in the last 30 days, latest first; at most 50.</param>
public sealed record EntitlementOthers(
    IReadOnlyList<EligiblePerson> Eligible,
    int Judged,
    IReadOnlyList<GrantView> Holders,
    IReadOnlyList<RequestSummary> Lately)
{
    public EntitlementOwners Owners { get; init; } = EntitlementOwners.None;
}

/// <param name="Longest">By the way with the fewest approvals.</param>
/// <param name="Approvals">0 is automatic.</param>
public sealed record EligiblePerson(PersonId Id, string Name, bool IsWorkload, TimeSpan Longest, int Approvals);

/// <param name="Words">The whole rule as a sentence without full stop.</param>
/// <param name="Asks">Who must agree, stage by stage; empty where nobody has to.</param>
public sealed record ShownRule(RuleKind Kind, string Words, string PolicyName, Guid Policy, int Version, IReadOnlyList<string> Asks)
{
    internal static ShownRule Of(RuleInForce rule) => new(
        rule.Rule.Effect.Kind(), rule.Rule.Words(), rule.Ref.PolicyName, rule.Ref.Policy.Value, rule.Ref.Version, rule.Rule.Effect switch
        {
            Effect.Ask ask => [.. ask.Stages.Select(stage => stage.Say().Shown)],
            Effect.Require { Stage: { } stage } => [stage.Say().Shown],
            _ => [],
        });
}
