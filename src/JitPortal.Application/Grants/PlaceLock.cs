using JitPortal.Application.Intake;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;

namespace JitPortal.Application.Grants;

/// <summary>
/// Stops all access, new and existing, of a person, on a resource or target, or everywhere. The lock and the move of every grant
/// in its scope that has not ended commit together.
/// </summary>
public sealed class PlaceLock(Ledger ledger)
{
    /// <param name="reason">Why, in 1 to 2,000 characters; everybody in scope reads it.</param>
    /// <returns>The lock. <see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.NotFound"/> for a scope that does not exist.</returns>
    public async Task<Outcome<LockId>> RunAsync(Actor actor, LockScope scope, string reason, CancellationToken ct)
    {
        var mistakes = TextCheck.Required("reason", reason, TextCheck.LongestReason, Both("Say why; everybody whose access ends reads it.")).ToList();
        return await ledger.WriteAsync<LockId>(
            async writing =>
            {
                if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                    return new Refusal.Forbidden(Both("Only administrators place locks."));
                if (mistakes.Count > 0)
                    return new Refusal.Invalid(mistakes);
                if (await LockScopes.NameAsync(writing.Db, scope, ct) is null)
                    return new Refusal.NotFound(Both("There is no such person, target or resource."));
                var id = await InsertAsync(writing, actor, scope, reason, ct);
                await GrantEnding.EndAllAsync(writing, LockScopes.Grants(writing.Db, scope), EndReason.Locked, actor.AuditId, Epochs.RaiseLocksAsync, ct);
                return id;
            },
            ct);
    }

    private static async Task<LockId> InsertAsync(Writing writing, Actor actor, LockScope scope, string reason, CancellationToken ct)
    {
        var row = new LockRow
        {
            Id = LockId.New().Value,
            PersonId = scope.Person?.Value,
            TargetId = scope.Target?.Value,
            Resource = scope.Resource,
            Reason = reason,
            PlacedAt = writing.Now,
            PlacedBy = actor.Id.Value,
        };
        writing.Db.Locks.Add(row);
        await writing.Db.SaveChangesAsync(ct);
        writing.Record(LockAudit.Event(AuditTypes.LockPlaced, actor, row) with { Personal = actor.AuditId is { } author ? [new PersonalField(author, "reason", reason)] : [] });
        return new LockId(row.Id);
    }
}
