using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>What an approved request turns into, in the transaction that approves it: a scheduled grant, or a further lease.</summary>
internal static class GrantCreation
{
    /// <summary>How long after its approval a grant may still begin: 1 hour.</summary>
    internal static readonly TimeSpan StartWithin = TimeSpan.FromHours(1);

    /// <param name="assurance">What the route asked of the requester's sign-in; its secret is shown to no weaker one.</param>
    public static Task<Outcome<Done>> RunAsync(Writing writing, RequestRow request, Asked asked, AssuranceLevel assurance, CancellationToken ct) =>
        asked.Extends is { } grant
            ? ExtendAsync(writing, request, grant, assurance, ct)
            : ScheduleAsync(writing, request, asked, assurance, ct);

    private static async Task<Outcome<Done>> ScheduleAsync(Writing writing, RequestRow request, Asked asked, AssuranceLevel assurance, CancellationToken ct)
    {
        var id = GrantId.New();
        var principal = asked.Principal ?? $"jit_{id}";
        writing.Db.Grants.Add(new GrantRow
        {
            Id = id.Value,
            RequestId = request.Id,
            EntitlementId = request.EntitlementId,
            TargetId = asked.Target.Id,
            PersonId = request.RequesterId,
            State = GrantState.Scheduled,
            Principal = principal,
            Mode = asked.Kind.ModeOf(asked.Entitlement.Right),
            Right = asked.Entitlement.Right,
            PublicKey = request.PublicKey,
            SourceAddress = request.SourceAddress,
            Assurance = assurance,
            Duration = request.Allowed,
            ApprovedAt = writing.Now,
            LatestStart = writing.Now + StartWithin,
            HoldingId = asked.Principal is null ? null : await HoldingAsync(writing.Db, asked, ct),
            NextAttemptAt = writing.Now,
        });
        await writing.Db.SaveChangesAsync(ct);
        return default(Done);
    }

    private static async Task<Guid> HoldingAsync(PortalDb db, Asked asked, CancellationToken ct)
    {
        var right = asked.Kind.SharedRightOf(asked.Entitlement.Right);
        var known = await db.Holdings
            .Where(h => h.TargetId == asked.Target.Id && h.Principal == asked.Principal && h.SharedRight == right)
            .Select(h => (Guid?)h.Id)
            .SingleOrDefaultAsync(ct);
        if (known is { } id)
            return id;
        var holding = new HoldingRow { Id = Guid.CreateVersion7(), TargetId = asked.Target.Id, Principal = asked.Principal!, SharedRight = right };
        db.Holdings.Add(holding);
        await db.SaveChangesAsync(ct);
        return holding.Id;
    }

    /// <summary>Plans the further lease; it counts only once the target has taken it and before the old end.</summary>
    private static async Task<Outcome<Done>> ExtendAsync(Writing writing, RequestRow request, GrantRow grant, AssuranceLevel assurance, CancellationToken ct)
    {
        var changed = await writing.Db.Grants
            .Where(g => g.Id == grant.Id && g.State == GrantState.Active && g.EndsAt == grant.EndsAt && g.NextAttemptAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.NextAttemptAt, writing.Now).SetProperty(g => g.Assurance, g => g.Assurance < assurance ? assurance : g.Assurance), ct);
        var ends = grant.EndsAt!.Value + request.Allowed;
        if (!writing.Record(changed, GrantAudit.Event(grant, AuditTypes.GrantExtending, null, new AuditFact("from", grant.EndsAt.Value), new AuditFact("to", ends))))
            return new Refusal.Conflict(Both("The access that was to be extended has changed or is ending."));
        await LeaseWriting.AddFurtherAsync(writing, grant, grant.EndsAt.Value, ends, request.Id, ct);
        return default(Done);
    }
}
