using JitPortal.Application.Catalog;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>What asking for more time on a grant would lead to, for the usual lengths; nothing is stored.</summary>
public sealed class PreviewExtensions(PortalDbFactory databases, PolicySets policies, Asking asking, TimeProvider clock)
{
    private static readonly IReadOnlyList<TimeSpan> Lengths = [TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];

    /// <returns>One for each length, shortest first, judged with the reason and the ticket that were given for the grant; empty for somebody else's.</returns>
    public async Task<IReadOnlyList<ExtensionOutlook>> RunAsync(Actor actor, GrantId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        var grant = await db.Grants.AsNoTracking()
            .Where(g => g.Id == id.Value && g.PersonId == actor.Id.Value)
            .Join(db.Requests, g => g.RequestId, r => r.Id, (g, r) => new { g.EntitlementId, r.Reason, r.PublicKey, r.Ticket })
            .SingleOrDefaultAsync(ct);
        if (grant is null)
            return [];
        var (set, entitlement) = (await policies.GetAsync(db, ct), new EntitlementId(grant.EntitlementId));
        var outlooks = new List<ExtensionOutlook>(Lengths.Count);
        foreach (var by in Lengths)
        {
            var form = new RequestForm(entitlement, by, grant.Reason, grant.PublicKey, id, Ticket: grant.Ticket);
            var asked = await asking.JudgeAsync(db, actor, form, clock.Now(), ct);
            var outlook = asked.Succeeded
                ? new ExtensionOutlook(by, VerdictWords.KindOf(asked.Value.Verdict), FirstAsked(asked.Value.Verdict)?.Say().Shown, grant.Reason, asked.Value.Verdict.Say().Shown)
                : new ExtensionOutlook(by, OutlookKind.Refused, null, grant.Reason, asked.Refusal.Shown);
            outlooks.Add(outlook with { TakesTicket = set.TakesTicket(entitlement), Ticket = grant.Ticket, NeedsReason = asked.Succeeded && NeedsReason(asked.Value, entitlement) });
        }
        return outlooks;
    }

    private static bool NeedsReason(Judged judged, EntitlementId entitlement) => judged.Verdict is Verdict.Refused refused
        && (judged.Set.ReadsReason(entitlement) || refused.Alternatives.Any(other => other.ReasonLength > 0 && other.Duration >= judged.Facts.Request.Duration));

    private static Stage? FirstAsked(Verdict verdict) => verdict switch
    {
        Verdict.NeedsApproval asks => asks.Stages[0],
        Verdict.NeedsStepUp { Then.Stages: { Count: > 0 } stages } => stages[0],
        _ => null,
    };
}

/// <param name="By">How much longer.</param>
/// <param name="Asks">Who would have to agree; <see langword="null"/> where nobody has to, or it is refused.</param>
/// <param name="Reason">What was given as the reason for the grant.</param>
/// <param name="Sentence">The outcome in one sentence.</param>
public sealed record ExtensionOutlook(TimeSpan By, OutlookKind Kind, string? Asks, string Reason, string Sentence)
{
    /// <summary>A policy looks at the ticket, so the form asks for it.</summary>
    public bool TakesTicket { get; init; }

    /// <summary>The ticket that was given for the grant.</summary>
    public string? Ticket { get; init; }

    /// <summary>Refused, and with another reason it may not be.</summary>
    public bool NeedsReason { get; init; }
}
