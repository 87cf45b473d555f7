using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>
/// Drift: asks a target who holds what on it, and lays that beside the record. Access that nobody recorded is told and never touched; what was there
/// before the portal stays.
/// </summary>
public sealed class FindDrift(PortalDbFactory databases, TargetConnectors connectors, TargetCall calls, TimeProvider clock)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.NotFound"/> for no such target; <see cref="Refusal.Conflict"/> where it cannot be
    /// asked, with the reason, or cannot say.
    /// </returns>
    public async Task<Outcome<DriftReport>> RunAsync(Actor actor, TargetId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.HasAsync(db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators see who holds what on a target."));
        if (!await db.Targets.AnyAsync(t => t.Id == id.Value, ct))
            return new Refusal.NotFound(Both("There is no such target."));
        try
        {
            var connected = await connectors.GetAsync(id, ct);
            if (!connected.Connector.Capabilities.HasFlag(Capability.Lists))
                return new Refusal.Conflict(Both($"{connected.Kind.DisplayName} cannot say who holds what; each grant is looked at by itself."));
            var began = clock.Now();
            var seen = await calls.RunAsync(id, async (connector, limited) => await connector.ListAsync(limited).ToListAsync(limited), ct);
            return await CompareAsync(db, id, connected.Kind, seen, began, ct);
        }
        catch (TargetException e)
        {
            return new Refusal.Conflict(e.Message);
        }
    }

    /// <param name="began">When the target was asked: what ended or opened since is no drift.</param>
    private static async Task<DriftReport> CompareAsync(PortalDb db, TargetId id, IConnectorKind kind, List<Seen> seen, DateTimeOffset began, CancellationToken ct)
    {
        var grants = await db.Grants.AsNoTracking().Where(g => g.TargetId == id.Value && (g.State != GrantState.Ended || g.EndedAt >= began)).ToListAsync(ct);
        var before = (await db.Holdings.AsNoTracking().Where(h => h.TargetId == id.Value && h.HeldBefore == true).ToListAsync(ct)).Select(h => (h.Principal, h.SharedRight)).ToHashSet();
        var byGrant = grants.ToDictionary(g => new GrantId(g.Id));
        var byRight = grants.Where(g => g.Mode == PrincipalMode.Existing).ToLookup(g => (g.Principal, kind.SharedRightOf(g.Right)));
        var accounts = await db.TargetAccounts.AsNoTracking().Where(a => a.TargetId == id.Value).ToDictionaryAsync(a => a.Name, a => a.PersonId, StringComparer.Ordinal, ct);
        var people = await db.People.AsNoTracking().Where(p => p.ErasedAt == null).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var matched = seen.Select(one => (Seen: one, Grants: Of(one, byGrant, byRight).ToList())).ToList();
        var found = matched.SelectMany(m => m.Grants).Select(g => g.Id).ToHashSet();
        return new DriftReport(
            began,
            [
                .. matched.Select(m => new HeldRight(
                    m.Seen.Principal,
                    m.Seen.Right,
                    NameOf(m.Grants.FirstOrDefault()?.PersonId ?? (accounts.TryGetValue(m.Seen.Principal, out var owner) ? owner : null)),
                    m.Grants is [var first, ..] ? new RequestId(first.RequestId) : null,
                    before.Contains((m.Seen.Principal, m.Seen.Right)))),
            ],
            [
                .. grants.Where(g => g.State == GrantState.Active && g.ActiveAt < began && !found.Contains(g.Id))
                    .Select(g => new MissingRight(g.Principal, kind.SharedRightOf(g.Right), NameOf(g.PersonId), new RequestId(g.RequestId))),
            ]);

        string? NameOf(Guid? person) => person is { } known ? people.GetValueOrDefault(known) : null;
    }

    /// <summary>By the mark that the target keeps with what was made for one grant, else by what it was given to.</summary>
    private static IEnumerable<GrantRow> Of(Seen seen, Dictionary<GrantId, GrantRow> byGrant, ILookup<(string Principal, string Right), GrantRow> byRight) =>
        seen.Grant is { } mark ? (byGrant.TryGetValue(mark, out var grant) ? [grant] : []) : byRight[(seen.Principal, seen.Right)];
}

/// <param name="At">When the target was asked.</param>
/// <param name="Held">Everything that is held on the managed rights.</param>
/// <param name="Missing">Recorded as active, and not there.</param>
public sealed record DriftReport(DateTimeOffset At, IReadOnlyList<HeldRight> Held, IReadOnlyList<MissingRight> Missing);

/// <param name="Person">Whose account it is, as far as that is known.</param>
/// <param name="Request">What it was given for; <see langword="null"/> for access that nobody recorded.</param>
/// <param name="Before">Seen to be there before the portal first gave it.</param>
public sealed record HeldRight(string Principal, string Right, string? Person, RequestId? Request, bool Before);

public sealed record MissingRight(string Principal, string Right, string? Person, RequestId Request);
