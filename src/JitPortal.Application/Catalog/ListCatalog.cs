using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Catalog;
using JitPortal.Storage.Requests;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Catalog;

/// <summary>What the caller may ask for and what would happen, from the same engine that decides.</summary>
public sealed class ListCatalog(PortalDbFactory databases, PolicySets policies, FactsReading reading, TargetConnectors connectors, TimeProvider clock)
{
    /// <summary>The outlook judges a request with this reason length, some ticket and the shortest duration; the form then judges the real one.</summary>
    private static readonly RequestFacts AnyRequest = new(TimeSpan.FromMinutes(1), new string('x', 100), Ticket: "any");

    public async Task<IReadOnlyList<CatalogItem>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == actor.Id.Value, ct) is not { } person)
            return [];
        var set = await policies.GetAsync(db, ct);
        var rows = await db.Entitlements.AsNoTracking()
            .Where(e => e.RetiredAt == null)
            .Join(db.Targets.Where(t => t.RetiredAt == null), e => e.TargetId, t => t.Id, (e, t) => new { e, t })
            .OrderBy(x => x.e.Resource).ThenBy(x => x.e.Role)
            .ToListAsync(ct);
        var held = await db.Grants.AsNoTracking()
            .Where(g => g.PersonId == actor.Id.Value && g.State != GrantState.Ended)
            .Select(g => new { g.EntitlementId, Held = new HeldGrant(new GrantId(g.Id), g.State, g.EndsAt) })
            .ToListAsync(ct);
        var byEntitlement = held.GroupBy(h => h.EntitlementId).ToDictionary(h => h.Key, h => h.First().Held);
        var accounts = await db.TargetAccounts.Where(a => a.PersonId == actor.Id.Value).Select(a => a.TargetId).ToListAsync(ct);
        var waiting = await db.Requests.AsNoTracking()
            .Where(RequestRow.Undecided)
            .Where(r => r.RequesterId == actor.Id.Value && r.ExtendsGrantId == null)
            .Select(r => new { r.EntitlementId, r.State })
            .ToListAsync(ct);
        var waitingOn = waiting.GroupBy(w => w.EntitlementId).ToDictionary(w => w.Key, w => w.First().State);
        var habits = await Habits.ReadAsync(db, [actor.Id.Value], clock.Now(), ct);
        var items = new List<CatalogItem>(rows.Count);
        foreach (var row in rows)
        {
            if (connectors.Kind(row.t.Kind) is not { } kind)
                continue;
            var known = EntitlementReading.Of(row.e.Id, row.t.Kind, row.e.Resource, row.e.Role, row.e.Tags);
            var order = new FactsOrder(person, new RequesterFacts(actor.Assurance, actor.SourceAddress), AnyRequest, known, Deciders: false);
            var facts = await reading.ReadAsync(db, set, order, clock.Now(), ct);
            var item = await ItemAsync(set, facts, row.e, row.t, kind, accounts.Contains(row.t.Id), byEntitlement.GetValueOrDefault(row.e.Id), ct);
            items.Add(item with
            {
                Waiting = waitingOn.TryGetValue(row.e.Id, out var state) ? state : null,
                Before = habits.Of(actor.Id.Value, row.e.Id, TimeSpan.Zero).Same,
            });
        }
        return items;
    }

    private async Task<CatalogItem> ItemAsync(
        PolicySet set, Facts facts, EntitlementRow entitlement, TargetRow target, IConnectorKind kind, bool hasAccount, HeldGrant? held, CancellationToken ct)
    {
        var mode = kind.ModeOf(entitlement.Right);
        var unavailable = target.Unavailable
            ?? (mode == PrincipalMode.Existing && !hasAccount ? T($"You have no account on “{target.Name}” that the portal knows of. An administrator can enter it.") : null);
        var offers = PolicyEngine.Offers(set, facts);
        return new CatalogItem(
            new EntitlementId(entitlement.Id), entitlement.Resource, entitlement.Role, entitlement.Description,
            target.Name, target.Kind, kind.DisplayName, mode, await ResidualAsync(target, ct),
            kind.TakesPublicKey, unavailable, OutlookOf(set, facts, offers), held)
        {
            Tags = [.. facts.Entitlement.Tags.Order(StringComparer.Ordinal)],
            TakesTicket = set.TakesTicket(facts.Entitlement.Id),
            Hours = set.HoursOf(facts.Entitlement.Id),
            HasBreakGlass = set.HasBreakGlass(facts.Entitlement.Id),
            Offers = [.. offers.Select(offer => new Offer(offer.Duration, offer.Approvals))],
        };
    }

    private static Outlook OutlookOf(PolicySet set, Facts facts, IReadOnlyList<Alternative> offers) => offers is [var best, ..]
        ? new Outlook(best.Approvals == 0 ? OutlookKind.Automatic : OutlookKind.NeedsApproval, best.Duration, Capital(best.Offer().Shown)) { Approvals = best.Approvals }
        : new Outlook(OutlookKind.Refused, TimeSpan.Zero, PolicyEngine.Decide(set, facts).Say().Shown);

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private async Task<TimeSpan> ResidualAsync(TargetRow target, CancellationToken ct)
    {
        if (target.Unavailable is not null)
            return TimeSpan.Zero;
        try
        {
            return (await connectors.GetAsync(new TargetId(target.Id), ct)).Connector.Residual;
        }
        catch (TargetException)
        {
            return TimeSpan.Zero;
        }
    }
}
