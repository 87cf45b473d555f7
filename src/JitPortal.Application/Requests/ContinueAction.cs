using JitPortal.Application.Approvals;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>Carries out what <see cref="KeepAction"/> kept, once, for a sign-in that is strong and young enough. Everything is decided anew.</summary>
public sealed class ContinueAction(Ledger ledger, SubmitRequest submitRequest, DecideRequest decideRequest, ConfirmRequest confirmRequest)
{
    /// <summary>1 minute: the issuer's clock may be behind the portal's by as much.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    /// <param name="actor">With the assurance of the new sign-in.</param>
    /// <param name="session">The session that asked.</param>
    /// <returns>
    /// What was carried out, and its refusal where it was refused. <see cref="Refusal.NotFound"/> for a state that is unknown, of another person
    /// or session, used before or too old; <see cref="Refusal.NeedsStepUp"/> where the new sign-in is not strong enough, or not new.
    /// </returns>
    public async Task<Outcome<ContinuedAction>> RunAsync(Actor actor, SessionId session, string state, CancellationToken ct)
    {
        var taken = await ledger.WriteAsync(writing => TakeAsync(writing, actor, session, KeptAction.HashOf(state), ct), ct);
        if (taken.Refusal is Refusal.NeedsStepUp)
            await RecordRefusedAsync(actor, ct);
        if (!taken.Succeeded)
            return taken.Refusal;
        var kept = KeptAction.Read(taken.Value.Action);
        var done = kept switch
        {
            KeptAction.Ask ask => await submitRequest.RunAsync(actor, ask.Form, ct),
            KeptAction.Decide decide => (await decideRequest.RunAsync(actor, decide.Request, decide.Form, ct)).Match<Outcome<RequestId>>(_ => decide.Request, no => no),
            KeptAction.Confirm confirm => (await confirmRequest.RunAsync(actor, confirm.Request, ct)).Match<Outcome<RequestId>>(_ => confirm.Request, no => no),
            KeptAction.Show show => show.Request,
            _ => throw new NotSupportedException($"{kept.GetType().Name} cannot be continued."),
        };
        if (!done.Succeeded)
            await KeepRefusalAsync(taken.Value.Id, done.Refusal, ct);
        return new ContinuedAction(kept, done);
    }

    /// <summary>Used before it is carried out: when the node dies in between, nothing happens, which is better than twice.</summary>
    private static async Task<Outcome<KeptActionRow>> TakeAsync(Writing writing, Actor actor, SessionId session, byte[] state, CancellationToken ct)
    {
        var row = await writing.Db.KeptActions.AsNoTracking().SingleOrDefaultAsync(
            a => a.StateHash == state && a.PersonId == actor.Id.Value && a.SessionId == session.Value && a.UsedAt == null && a.EndsAt > writing.Now, ct);
        if (row is null)
            return new Refusal.NotFound(Both("What you wanted to do is not kept any more. Do it again."));
        var earliest = row.KeptAt - ClockDifference;
        if (actor.Assurance.Level < row.Level || actor.Assurance.SignedInAt is not { } signedIn || signedIn < earliest)
            return new Refusal.NeedsStepUp(row.Level, Both($"The sign-in was not a new {row.Level.Say()}."));
        var changed = await writing.Db.KeptActions.Where(a => a.Id == row.Id && a.UsedAt == null).ExecuteUpdateAsync(s => s.SetProperty(a => a.UsedAt, writing.Now), ct);
        return writing.Record(changed, new AuditEvent(AuditTypes.StepUpAnswered, actor.AuditId) { Facts = [new("level", actor.Assurance.Level.ToString())] })
            ? row
            : new Refusal.NotFound(Both("What you wanted to do was done just now."));
    }

    private async Task KeepRefusalAsync(Guid id, Refusal refusal, CancellationToken ct) => _ = await ledger.WriteAsync<Done>(
        async writing =>
        {
            await writing.Db.KeptActions.Where(a => a.Id == id).ExecuteUpdateAsync(s => s.SetProperty(a => a.Refusal, refusal.Message), ct);
            return default(Done);
        },
        ct);

    private async Task RecordRefusedAsync(Actor actor, CancellationToken ct) => _ = await ledger.WriteAsync<Done>(
        writing =>
        {
            writing.Record(new AuditEvent(AuditTypes.StepUpRefused, actor.AuditId) { Facts = [new("level", actor.Assurance.Level.ToString())] });
            return Task.FromResult<Outcome<Done>>(default(Done));
        },
        ct);
}

/// <param name="Done">The request that it concerned, or why it was refused.</param>
public sealed record ContinuedAction(KeptAction Action, Outcome<RequestId> Done);
