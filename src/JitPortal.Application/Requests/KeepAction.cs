using System.Buffers.Text;
using System.Security.Cryptography;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>Keeps what somebody wanted to do while they sign in with more; <see cref="ContinueAction"/> takes it up again.</summary>
public sealed class KeepAction(Ledger ledger)
{
    /// <summary>10 minutes: enough to find a key or a phone, and not a day later in somebody else's hands.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private const int StateLength = 32;

    /// <param name="session">The session that asks; only it can continue.</param>
    /// <returns>The state to send through the issuer, stored nowhere. <see cref="Refusal.Forbidden"/> for a session that has ended.</returns>
    public Task<Outcome<string>> RunAsync(Actor actor, SessionId session, KeptAction action, AssuranceLevel level, CancellationToken ct) => ledger.WriteAsync<string>(
        async writing =>
        {
            await writing.Db.KeptActions.Where(a => a.EndsAt <= writing.Now).ExecuteDeleteAsync(ct);
            if (!await writing.Db.Sessions.AnyAsync(s => s.Id == session.Value && s.PersonId == actor.Id.Value && s.EndsAt > writing.Now, ct))
                return new Refusal.Forbidden(Both("The session has ended. Sign in again."));
            var state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(StateLength));
            writing.Db.KeptActions.Add(new KeptActionRow
            {
                Id = Guid.CreateVersion7(writing.Now),
                StateHash = KeptAction.HashOf(state),
                PersonId = actor.Id.Value,
                SessionId = session.Value,
                Level = level,
                Action = action.Write(),
                KeptAt = writing.Now,
                EndsAt = writing.Now + Kept,
            });
            await writing.Db.SaveChangesAsync(ct);
            writing.Record(new AuditEvent(AuditTypes.StepUpAsked, actor.AuditId) { Facts = [new("level", level.ToString()), new("for", action.GetType().Name)] });
            return state;
        },
        ct);
}
