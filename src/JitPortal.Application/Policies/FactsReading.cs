using JitPortal.Application.People;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>Reads everything a decision looks at, in the caller's transaction. What no rule of the entitlement asks for is not looked up.</summary>
public sealed class FactsReading(FactLimits limits, TargetConnectors connectors)
{
    /// <summary>How many grants of the past are counted: as many as a condition can count to.</summary>
    private const int MostGrants = PolicyLimits.LargestCount;

    private static readonly IReadOnlyList<EntitlementState> Nothing = [];

    /// <param name="set">The policies that will decide.</param>
    internal async Task<Facts> ReadAsync(PortalDb db, PolicySet set, FactsOrder order, DateTimeOffset now, CancellationToken ct)
    {
        var entitlement = order.Entitlement;
        var needs = set.Needs(entitlement.Id);
        var held = needs.HasFlag(FactFamily.Holdings) ? await HeldAsync(db, order, ct) : Nothing;
        return new Facts(
            SubjectOf(order.Subject, now),
            order.Request,
            needs.HasFlag(FactFamily.Residual) ? entitlement with { Residual = await ResidualAsync(db, entitlement.Id, ct) } : entitlement,
            now,
            order.Requester,
            needs.HasFlag(FactFamily.Holdings) ? new HoldingFacts(held.Select(one => new HeldEntitlement(new EntitlementId(one.Entitlement), TruthOf(one))).ToValueList()) : null,
            needs.HasFlag(FactFamily.History) ? await HistoryAsync(db, order, ct) : null,
            needs.HasFlag(FactFamily.Deciders) && order.Deciders ? await CouldDecideReading.ReadAsync(db, set, entitlement.Id, order.Subject, now, ct) : null);
    }

    /// <summary>The subject as the portal knows them now.</summary>
    internal SubjectFacts SubjectOf(PersonRow person, DateTimeOffset now) => SubjectFacts.Of(Actors.Of(person), limits.SignInSource) with
    {
        Active = new Fact<bool>(person.DisabledAt is null && person.ErasedAt is null, FactSource.Portal, now),
    };

    private static async Task<IReadOnlyList<EntitlementState>> HeldAsync(PortalDb db, FactsOrder order, CancellationToken ct) =>
        await db.Grants.AsNoTracking()
            .Where(g => g.PersonId == order.Subject.Id && g.State != GrantState.Ended && g.Id != order.Except)
            .Select(g => new EntitlementState(g.EntitlementId, g.State, g.Quarantine != null))
            .ToListAsync(ct);

    private static Truth TruthOf(EntitlementState held) => held is { State: GrantState.Active, InDoubt: false } ? Truth.True : Truth.Unknown;

    private static async Task<HistoryFacts> HistoryAsync(PortalDb db, FactsOrder order, CancellationToken ct)
    {
        var grants = await db.Grants.AsNoTracking()
            .Where(g => g.PersonId == order.Subject.Id && g.EntitlementId == order.Entitlement.Id.Value && g.ActiveAt != null && g.Id != order.Except)
            .OrderByDescending(g => g.ActiveAt)
            .Select(g => g.ActiveAt!.Value)
            .Take(MostGrants)
            .ToListAsync(ct);
        var since = grants.Count < MostGrants ? DateTimeOffset.UnixEpoch : grants[^1];
        return new HistoryFacts(grants.ToValueList(), since, grants.Count > 0);
    }

    /// <returns><see langword="null"/> where the target cannot be asked.</returns>
    private async Task<TimeSpan?> ResidualAsync(PortalDb db, EntitlementId entitlement, CancellationToken ct)
    {
        var target = await db.Entitlements.Where(e => e.Id == entitlement.Value).Select(e => e.TargetId).SingleAsync(ct);
        return (await connectors.TryGetAsync(new TargetId(target), ct))?.Residual;
    }

    private sealed record EntitlementState(Guid Entitlement, GrantState State, bool InDoubt);
}

/// <summary>What a decision is about.</summary>
/// <param name="Subject">Who would hold the access.</param>
/// <param name="Except">A grant that this very decision is about: it counts neither as held nor as had.</param>
/// <param name="Deciders">Whether it matters who could decide: not where the stages have been asked for already.</param>
internal sealed record FactsOrder(PersonRow Subject, RequesterFacts Requester, RequestFacts Request, EntitlementFacts Entitlement, Guid? Except = null, bool Deciders = true);
