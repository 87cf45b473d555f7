using System.Linq.Expressions;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>The one way a grant starts to end before its time: towards Revoking, or straight to Ended where nothing was opened.</summary>
internal static class GrantEnding
{
    /// <param name="row">The grant as read in this transaction; its state is repeated in the WHERE.</param>
    /// <param name="personal">Free text given with it, kept under its author's key.</param>
    public static async Task<Outcome<Done>> EndAsync(
        Writing writing, GrantRow row, GrantEvent happened, EndReason reason, PersonId? actor, PersonalField? personal, CancellationToken ct)
    {
        if (GrantTransitions.Next(row.State, happened) is not { } next)
            return new Refusal.Conflict(row.State == GrantState.Ended ? Both("This access has ended already.") : Both("This access is ending already."));
        await WaitingExtensions.LapseAsync(writing, row.Id, reason, ct);
        var grants = writing.Db.Grants.Where(g => g.Id == row.Id);
        var changed = next == GrantState.Ended
            ? await grants.FinishAsync(writing.Db, row.State, happened, GrantEnd.NeverOpened(writing.Now), s => s.SetProperty(g => g.EndReason, reason), ct)
            : await grants.StartRevokingAsync(writing.Db, row.State, happened, reason, writing.Now, ct);
        var type = next == GrantState.Ended ? AuditTypes.GrantEnded : AuditTypes.GrantRevoking;
        var audit = GrantAudit.Event(row, type, actor, new AuditFact("reason", reason.ToString())) with { Personal = personal is null ? [] : [personal] };
        return writing.Record(changed, audit)
            ? default(Done)
            : new Refusal.Conflict(Both("This access changed just now. Look again."));
    }

    /// <summary>
    /// Ends every grant in scope that is not ending already, also one that is made meanwhile. Twice: the epoch is raised after the grants, as in
    /// every opening, for taken in another order the two would deadlock. Whoever made a grant between the first look and the epoch is seen by
    /// the second; whoever comes later holds on to the epoch and finds it moved.
    /// </summary>
    /// <param name="raise">The epoch that openings in the scope hold on to.</param>
    public static async Task EndAllAsync(
        Writing writing, Expression<Func<GrantRow, bool>> scope, EndReason reason, PersonId? actor, Func<PortalDb, CancellationToken, Task> raise, CancellationToken ct)
    {
        await EndSeenAsync(writing, scope, reason, actor, ct);
        await raise(writing.Db, ct);
        await EndSeenAsync(writing, scope, reason, actor, ct);
    }

    private static async Task EndSeenAsync(Writing writing, Expression<Func<GrantRow, bool>> scope, EndReason reason, PersonId? actor, CancellationToken ct)
    {
        var open = writing.Db.Grants.AsNoTracking()
            .Where(scope)
            .Where(g => g.State != GrantState.Ended && g.State != GrantState.Revoking);
        var (rows, unreadable) = await ReadableGrants.LoadAsync(writing.Db, open, ct);
        foreach (var grant in rows)
            await EndMovingAsync(writing, grant, reason, actor, ct);
        // One that cannot be read must not stand in the way of the others (I-18); of most there is enough to end them too.
        foreach (var id in unreadable)
        {
            if (await ReadableGrants.LoadForClosingAsync(writing.Db, id, ct) is { } closable)
                await EndAsync(writing, closable, GrantEvent.RevokeAsked, reason, actor, null, ct);
        }
    }

    /// <summary>A grant that a worker moves in this moment is read again: it must not stand in the way of the lock or of the others.</summary>
    private static async Task EndMovingAsync(Writing writing, GrantRow seen, EndReason reason, PersonId? actor, CancellationToken ct)
    {
        for (var row = seen; row.State is not (GrantState.Ended or GrantState.Revoking); row = await writing.Db.Grants.AsNoTracking().SingleAsync(g => g.Id == seen.Id, ct))
        {
            if ((await EndAsync(writing, row, GrantEvent.RevokeAsked, reason, actor, null, ct)).Succeeded)
                return;
        }
    }
}
