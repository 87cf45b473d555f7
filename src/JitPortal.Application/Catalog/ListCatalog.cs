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
    /// <summary>The most on one page: 200.</summary>
    public const int Most = 200;

    /// <returns>The whole catalogue, by resource and role.</returns>
    public Task<IReadOnlyList<CatalogItem>> RunAsync(Actor actor, CancellationToken ct) => RunAsync(actor, after: null, int.MaxValue, ct);

    /// <param name="after">Continue after this entitlement, retired or not; <see langword="null"/> for the first page. One that never was ends the list.</param>
    /// <param name="limit">1 to <see cref="Most"/>, and one more to see whether that was all.</param>
    public async Task<IReadOnlyList<CatalogItem>> RunAsync(Actor actor, EntitlementId? after, int limit, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == actor.Id.Value, ct) is not { } person)
            return [];
        var set = await policies.GetAsync(db, ct);
        var rows = await RowsAsync(db, after, limit, ct);
        var held = await db.Grants.AsNoTracking()
            .Where(g => g.PersonId == actor.Id.Value && g.State != GrantState.Ended)
            .Select(g => new { g.EntitlementId, Held = new HeldGrant(new GrantId(g.Id), g.State, g.EndsAt) })
            .ToListAsync(ct);
        var byEntitlement = held.GroupBy(h => h.EntitlementId).ToDictionary(h => h.Key, h => h.First().Held);
        var accounts = await db.TargetAccounts.Where(a => a.PersonId == actor.Id.Value).Select(a => a.TargetId).ToListAsync(ct);
        var waiting = await db.Requests.AsNoTracking()
            .Where(RequestRow.Undecided)
            .Where(r => r.RequesterId == actor.Id.Value && r.ExtendsGrantId == null)
            .Select(r => new { r.EntitlementId, Request = new WaitingRequest(new RequestId(r.Id), r.State) })
            .ToListAsync(ct);
        var waitingOn = waiting.GroupBy(w => w.EntitlementId).ToDictionary(w => w.Key, w => w.First().Request);
        var habits = await Habits.ReadAsync(db, [actor.Id.Value], clock.Now(), ct);
        var items = new List<CatalogItem>(rows.Count);
        foreach (var row in rows)
        {
            var (entitlement, target) = (row.Entitlement, row.Target);
            var known = EntitlementReading.Of(entitlement.Id, target.Kind, entitlement.Resource, entitlement.Role, entitlement.Tags);
            var order = new FactsOrder(person, new RequesterFacts(actor.Assurance, actor.SourceAddress), RequestFacts.Any, known, Deciders: false);
            var facts = await reading.ReadAsync(db, set, order, clock.Now(), ct);
            var item = await ItemAsync(set, facts, row, accounts.Contains(target.Id), byEntitlement.GetValueOrDefault(entitlement.Id), ct);
            items.Add(item with
            {
                Waiting = waitingOn.GetValueOrDefault(entitlement.Id),
                Before = habits.Of(actor.Id.Value, entitlement.Id, TimeSpan.Zero).Same,
            });
        }
        return items;
    }

    /// <summary>What is in the catalogue and can be opened by a connector that is there, by resource and role.</summary>
    private async Task<List<Row>> RowsAsync(PortalDb db, EntitlementId? after, int limit, CancellationToken ct)
    {
        var kinds = connectors.Kinds.Select(kind => kind.Kind).ToList();
        var entitlements = db.Entitlements.AsNoTracking().Where(e => e.RetiredAt == null);
        if (after is { } id)
        {
            if (await db.Entitlements.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id.Value, ct) is not { } last)
                return [];
#pragma warning disable CA1309, CA1310, MA0001, MA0074 // translated to SQL, which compares as it orders
            entitlements = entitlements.Where(e => string.Compare(e.Resource, last.Resource) > 0
                || (e.Resource == last.Resource && (string.Compare(e.Role, last.Role) > 0 || (e.Role == last.Role && e.Id > last.Id))));
#pragma warning restore CA1309, CA1310, MA0001, MA0074
        }
        return await entitlements
            .Join(db.Targets.Where(t => t.RetiredAt == null && kinds.Contains(t.Kind)), e => e.TargetId, t => t.Id, (e, t) => new { e, t })
            .OrderBy(x => x.e.Resource).ThenBy(x => x.e.Role).ThenBy(x => x.e.Id)
            .Take(limit)
            .Select(x => new Row(x.e, x.t))
            .ToListAsync(ct);
    }

    private async Task<CatalogItem> ItemAsync(PolicySet set, Facts facts, Row row, bool hasAccount, HeldGrant? held, CancellationToken ct)
    {
        var (entitlement, target) = (row.Entitlement, row.Target);
        var kind = connectors.Kind(target.Kind) ?? throw new InvalidOperationException($"The connector kind {target.Kind} is gone.");
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
            Offers = [.. offers.Select(offer => new Offer(offer.Duration, offer.Approvals))],
        };
    }

    private static Outlook OutlookOf(PolicySet set, Facts facts, IReadOnlyList<Alternative> offers) => offers is [var best, ..]
        ? new Outlook(best.Approvals == 0 ? OutlookKind.Automatic : OutlookKind.NeedsApproval, best.Duration, Capital(best.Offer().Shown)) { Approvals = best.Approvals }
        : new Outlook(OutlookKind.Refused, TimeSpan.Zero, PolicyEngine.Decide(set, facts).Say().Shown);

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private async Task<TimeSpan?> ResidualAsync(TargetRow target, CancellationToken ct) =>
        target.Unavailable is null ? (await connectors.TryGetAsync(new TargetId(target.Id), ct))?.Residual : null;

    private sealed record Row(EntitlementRow Entitlement, TargetRow Target);
}
