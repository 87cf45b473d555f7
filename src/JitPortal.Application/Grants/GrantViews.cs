using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Grants as pages show them to one reader.</summary>
public sealed class GrantViews(TargetConnectors connectors, TimeProvider clock)
{
    /// <summary>A grant is overdue when its end passed this long ago without evidence: 60 seconds.</summary>
    public static readonly TimeSpan OverdueAfter = TimeSpan.FromSeconds(60);

    /// <summary>The same for a row as <see cref="DueGrants.LateSince"/> in a query.</summary>
    internal static bool IsOverdue(GrantRow grant, DateTimeOffset now) => grant.State != GrantState.Ended && grant.Due <= now - OverdueAfter;

    internal async Task<IReadOnlyList<GrantView>> BuildAsync(PortalDb db, Actor reader, IQueryable<GrantRow> grants, CancellationToken ct)
    {
        var rows = await grants.AsNoTracking()
            .Join(db.Entitlements, g => g.EntitlementId, e => e.Id, (g, e) => new { g, e.Resource, e.Role })
            .Join(db.Targets, x => x.g.TargetId, t => t.Id, (x, t) => new { x.g, x.Resource, x.Role, t.Name, t.Kind })
            .Join(db.People, x => x.g.PersonId, p => p.Id, (x, p) => new { x, p.Name })
            .Join(db.Requests, y => y.x.g.RequestId, r => r.Id, (y, r) => new Joined(y.x.g, y.x.Resource, y.x.Role, y.x.Name, y.x.Kind, y.Name, r.Number))
            .ToListAsync(ct);
        var ids = rows.Select(r => r.Grant.Id).ToList();
        var leases = (await db.Leases.AsNoTracking().Where(l => ids.Contains(l.GrantId)).OrderBy(l => l.Ordinal).ToListAsync(ct)).ToLookup(l => l.GrantId);
        var requests = rows.Select(r => r.Grant.RequestId).ToList();
        var approved = await db.Decisions.Where(d => d.ApproverId == reader.Id.Value && d.Approves && requests.Contains(d.RequestId)).Select(d => d.RequestId).ToListAsync(ct);
        var askers = rows.Select(r => r.Grant.ForceAskedBy).OfType<Guid>().Distinct().ToList();
        var names = askers.Count == 0 ? [] : await db.People.Where(p => askers.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var views = new List<GrantView>(rows.Count);
        foreach (var row in rows)
        {
            var view = await BuildAsync(row, [.. leases[row.Grant.Id]], reader, approved.Contains(row.Grant.RequestId), ct);
            views.Add(view with { ForceClose = ForceCloseOf(row.Grant, reader, names) });
        }
        return views;
    }

    private async Task<GrantView> BuildAsync(Joined row, IReadOnlyList<LeaseRow> leases, Actor reader, bool approvedByReader, CancellationToken ct)
    {
        var grant = row.Grant;
        var now = clock.Now();
        var own = grant.PersonId == reader.Id.Value;
        var current = leases.LastOrDefault(l => l.State is LeaseState.Current or LeaseState.Past);
        var mayEnd = grant.State is GrantState.Scheduled or GrantState.Provisioning or GrantState.Active;
        var use = grant.State == GrantState.Active && own && current is not null ? await UseAsync(grant, current, ct) : new Use([], null);
        return new GrantView(
            new GrantId(grant.Id), new RequestId(grant.RequestId), row.Resource, row.Role, row.TargetName, row.Kind, row.Holder,
            grant.State, grant.ActiveAt, grant.EndsAt, grant.EndedAt, grant.EndReason, grant.Evidence, grant.EvidenceWords, grant.ResidualUntil,
            IsOverdue(grant, now),
            LastError: grant.Quarantine ?? grant.LastError,
            grant.Attempts, grant.Principal, grant.Mode,
            CredentialOf(grant),
            Math.Max(0, RotateCredential.Most - grant.Rotations),
            use.Lines,
            own && grant.State == GrantState.Active ? current?.Material : null,
            ExtensionOf(grant, leases),
            MayGiveBack: own && mayEnd,
            MayExtend: own && grant.State == GrantState.Active && grant.NextAttemptAt is null && grant.EndsAt > now,
            MayRevoke: mayEnd && (approvedByReader || reader.Is(PortalRole.Administrator)))
        {
            Entitlement = new EntitlementId(grant.EntitlementId),
            Number = RequestNumber.Of(row.Number),
            Residual = use.Residual,
            StepUp = own ? reader.Assurance.Lacking(grant.Assurance) : null,
        };
    }

    private async Task<Use> UseAsync(GrantRow grant, LeaseRow lease, CancellationToken ct)
    {
        try
        {
            var target = await connectors.GetAsync(new TargetId(grant.TargetId), ct);
            return new Use(target.Connector.ConnectionLines(GrantPort.ToOpening(grant, lease, grant.Verifier, lease.NotAfter), lease.Material), target.Connector.Residual);
        }
        catch (TargetException)
        {
            return new Use([], null);   // the card then shows the access without lines; the target's own trouble is on the administrator's page
        }
    }

    private static ForceCloseView? ForceCloseOf(GrantRow grant, Actor reader, Dictionary<Guid, string> names) => grant is { ForceAskedBy: { } by, ForceAskedAt: { } at }
        ? new ForceCloseView(names[by], at, grant.ForceReason ?? "", by == reader.Id.Value)
        : null;

    private static CredentialState CredentialOf(GrantRow grant) => grant switch
    {
        { HasSecret: false } or { State: not GrantState.Active } => CredentialState.None,
        { RevealedAt: null } => CredentialState.Unrevealed,
        _ => CredentialState.Revealed,
    };

    private static string? ExtensionOf(GrantRow grant, IReadOnlyList<LeaseRow> leases) => (leases.Count == 0 ? null : leases[^1]) switch
    {
        { State: LeaseState.Pending } when grant is { State: GrantState.Active, NextVerifier: null } => T("A longer end is being set on the target."),
        { State: LeaseState.Pending } when grant.State == GrantState.Active => T("A new password is being set on the target."),
        { State: LeaseState.Dropped } when grant.State == GrantState.Active => T($"The last change did not work: {grant.LastError}"),
        _ => null,
    };

    private sealed record Use(IReadOnlyList<string> Lines, TimeSpan? Residual);

    private sealed record Joined(GrantRow Grant, string Resource, string Role, string TargetName, string Kind, string Holder, long Number);
}
