using JitPortal.Application.Approvals;
using JitPortal.Application.Failpoints;
using JitPortal.Application.Grants;
using JitPortal.Application.Intake;
using JitPortal.Application.Policies;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Texts;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>Files an access request and lets the policy decide it: approved at once, waiting for people, or denied with reasons.</summary>
public sealed class SubmitRequest(Ledger ledger, Asking asking)
{
    /// <returns>
    /// The request, also when the policy denied it (its timeline says why). <see cref="Refusal.Invalid"/> with each field's
    /// mistake; <see cref="Refusal.Conflict"/> when the caller already has an open request or grant on the entitlement, or has named as stand-in who would have to decide;
    /// <see cref="Refusal.NotFound"/> for an unknown entitlement; <see cref="Refusal.NeedsStepUp"/> where the best way needs a higher sign-in and the
    /// form does not choose to do without.
    /// </returns>
    public async Task<Outcome<RequestId>> RunAsync(Actor actor, RequestForm form, CancellationToken ct)
    {
        if (RequestFormCheck.Mistakes(form) is { Count: > 0 } mistakes)
            return new Refusal.Invalid(mistakes);   // before the key is looked up: the database would choke on some of them
        var filed = await ledger.WriteAsync(
            async writing =>
            {
                var outcome = await FileAsync(writing, actor, form, ct);
                Failpoint.Hit("submit.before-commit");
                return outcome;
            },
            ct);
        Failpoint.Hit("submit.after-commit");
        return filed;
    }

    private async Task<Outcome<RequestId>> FileAsync(Writing writing, Actor actor, RequestForm form, CancellationToken ct)
    {
        await SubjectTurn.TakeAsync(writing.Db, actor.Id, ct);
        await ForgetKeyAsync(writing, actor, form, ct);
        if (await FiledBeforeAsync(writing.Db, actor, form, ct) is { } before)
            return before;
        var epochs = await Epochs.ReadAsync(writing.Db, ct);
        var asked = await asking.JudgeAsync(writing.Db, actor, form, writing.Now, ct);
        if (!asked.Succeeded)
            return asked.Refusal;
        if (asked.Value.Verdict is Verdict.NeedsStepUp stepUp)
            return new Refusal.NeedsStepUp(stepUp.Level, stepUp.Say(), stepUp.Without is not null);
        if (asked.Value.Verdict is Verdict.Automatic { BreakGlass: not null })
            await TakeBackWaitingAsync(writing, actor, form, ct);
        if (await WhyTakenAsync(writing.Db, actor, form, ct) is { } taken)
            return new Refusal.Conflict(taken);
        var inserted = await InsertAsync(writing, actor, form, asked.Value, ct);
        if (!inserted.Succeeded)
            return inserted.Refusal;
        var row = inserted.Value;
        writing.Record(RequestAudit.Event(row, AuditTypes.RequestFiled, actor.AuditId) with
        {
            Facts = [new("asked", (long)form.Duration.TotalSeconds), new("policyVersion", row.PolicyVersion)],
            Personal = form.Reason.Length == 0 ? [] : [new PersonalField(actor.Id, "reason", form.Reason)],
        });
        writing.Record(DecidedBy(asked.Value.Verdict, row));
        if (row.State != RequestState.Approved)
            return new RequestId(row.Id);
        var automatic = (Verdict.Automatic)asked.Value.Verdict;   // nothing else approves at once
        if (automatic.BreakGlass is { } glass)
            await Emergencies.OpenAsync(writing, row, glass, ct);
        var granted = await GrantCreation.RunAsync(writing, row, asked.Value.Asked, automatic.Assurance, ct);
        await epochs.HoldAsync(writing.Db, ct);
        return granted.Succeeded ? new RequestId(row.Id) : granted.Refusal;
    }

    /// <summary>What waits for somebody who is not there gives way to the emergency, else it would be granted twice.</summary>
    private static async Task TakeBackWaitingAsync(Writing writing, Actor actor, RequestForm form, CancellationToken ct)
    {
        var waiting = await writing.Db.Requests.AsNoTracking()
            .Where(RequestRow.Undecided)
            .Where(r => r.RequesterId == actor.Id.Value && r.EntitlementId == form.Entitlement.Value)
            .ToListAsync(ct);
        foreach (var row in waiting)
            await RequestMoves.MoveAsync(writing, row, RequestEvent.TakenBack, row.Allowed, row.Stage, row.LapsesAt, RequestAudit.Event(row, AuditTypes.RequestWithdrawn, actor.AuditId), ct);
    }

    /// <summary>A key that is used again after <see cref="RepeatedCalls.Kept"/> asks for something new, as with any other call.</summary>
    private static Task ForgetKeyAsync(Writing writing, Actor actor, RequestForm form, CancellationToken ct)
    {
        var oldest = writing.Now - RepeatedCalls.Kept;
        return form.IdempotencyKey is { } key
            ? writing.Db.Requests.Where(r => r.RequesterId == actor.Id.Value && r.IdempotencyKey == key && r.FiledAt <= oldest).ExecuteUpdateAsync(s => s.SetProperty(r => r.IdempotencyKey, (string?)null), ct)
            : Task.CompletedTask;
    }

    private static async Task<RequestId?> FiledBeforeAsync(PortalDb db, Actor actor, RequestForm form, CancellationToken ct) =>
        form.IdempotencyKey is { } key
        && await db.Requests.Where(r => r.RequesterId == actor.Id.Value && r.IdempotencyKey == key).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(ct) is { } id
            ? new RequestId(id)
            : null;

    private static async Task<Said?> WhyTakenAsync(PortalDb db, Actor actor, RequestForm form, CancellationToken ct)
    {
        var (person, entitlement, extends) = (actor.Id.Value, form.Entitlement.Value, form.Extends?.Value);
        var undecided = db.Requests.Where(RequestRow.Undecided).Where(r => r.RequesterId == person && r.EntitlementId == entitlement);
        if (await undecided.Select(r => (RequestState?)r.State).FirstOrDefaultAsync(ct) is { } waiting)
        {
            return waiting == RequestState.AwaitingStepUp
                ? Both("You have asked for this already, and it was approved; it waits for you to sign in again.")
                : Both("You have asked for this already; it waits for approval.");
        }
        if (extends is null)
        {
            var held = await db.Grants.Where(g => g.PersonId == person && g.EntitlementId == entitlement && g.State != GrantState.Ended).Select(g => (GrantState?)g.State).OrderBy(state => state).FirstOrDefaultAsync(ct);
            return held switch
            {
                null => default(Said?),
                GrantState.Revoking => Both("This access of yours is just ending. Ask again once it is gone."),
                _ => Both("You hold this access already. Extend it instead."),
            };
        }
        return await db.Grants.AnyAsync(g => g.Id == extends && g.NextAttemptAt != null, ct) ? Both("A change of this access is under way. Try again in a moment.") : default(Said?);
    }

    private static async Task<Outcome<RequestRow>> InsertAsync(Writing writing, Actor actor, RequestForm form, Judged judged, CancellationToken ct)
    {
        var verdict = judged.Verdict;
        var happened = EventOf(verdict);
        await writing.Db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.LastRequestNumber, i => i.LastRequestNumber + 1), ct);
        var row = new RequestRow
        {
            Id = RequestId.New().Value,
            Number = await writing.Db.Installation.Select(i => i.LastRequestNumber).SingleAsync(ct),
            EntitlementId = form.Entitlement.Value,
            RequesterId = actor.Id.Value,
            ResponsibleId = await writing.Db.People.Where(p => p.Id == actor.Id.Value).Select(p => p.OwnerId).SingleAsync(ct) ?? actor.Id.Value,
            State = RequestTransitions.Next(RequestState.Submitted, happened) ?? throw new InvalidOperationException($"No move for {happened}."),
            Asked = form.Duration,
            Allowed = form.Duration,
            Reason = form.Reason,
            PublicKey = form.PublicKey,
            Ticket = form.Ticket,
            Emergency = form.Emergency,
            SourceAddress = actor.SourceAddress,
            AssuranceLevel = actor.Assurance.Level,
            SignedInAt = actor.Assurance.SignedInAt,
            ExtendsGrantId = form.Extends?.Value,
            FiledAt = writing.Now,
            StageBeganAt = writing.Now,
            EscalatesAt = verdict is Verdict.NeedsApproval { Stages: [{ Escalation: { } later }, ..] } ? writing.Now + later.After : null,
            RemindsAt = verdict is Verdict.NeedsApproval { Stages: [{ Reminder: { } reminder }, ..] } ? writing.Now + reminder : null,
            LapsesAt = verdict is Verdict.NeedsApproval asks ? judged.Asked.InTime(writing.Now + asks.Stages[0].TimeOut) : null,
            DecidedAt = verdict is Verdict.NeedsApproval ? null : writing.Now,
            PolicyVersion = verdict.Trace.PolicySetVersion,
            Verdict = VerdictDocument.Write(verdict),
            IdempotencyKey = form.IdempotencyKey,
        };
        if (WhoIsAsked(verdict) is { Count: > 0 } stages)
        {
            if (row.ResponsibleId != row.RequesterId)
                await SubjectTurn.TakeAsync(writing.Db, new PersonId(row.ResponsibleId), ct);   // whoever answers for it may be naming a stand-in just now
            var parties = await PartiesReading.OfAsync(writing.Db, row, writing.Now, ct);
            await Addressees.RefreshAsync(writing.Db, row, stages, parties, writing.Now, ct);
            // An emergency does not wait for that: who only reviews it afterwards takes nothing from whoever is in need.
            if (verdict is Verdict.NeedsApproval && await NamedStandIns.WhyNotAsync(writing.Db, row, stages, parties, writing.Now, ct) is { } why)
                return new Refusal.Conflict(why);
        }
        writing.Db.Requests.Add(row);
        await writing.Db.SaveChangesAsync(ct);
        return row;
    }

    /// <summary>Beforehand, or afterwards.</summary>
    private static IReadOnlyList<Stage> WhoIsAsked(Verdict verdict) => verdict switch
    {
        Verdict.NeedsApproval asks => asks.Stages,
        Verdict.Automatic { BreakGlass: { } glass } => [Emergencies.ReviewStage(glass)],
        _ => [],
    };

    private static RequestEvent EventOf(Verdict verdict) => verdict switch
    {
        Verdict.Automatic => RequestEvent.AllowedByPolicy,
        Verdict.NeedsApproval => RequestEvent.StagesOpened,
        _ => RequestEvent.RefusedByPolicy,
    };

    private static AuditEvent DecidedBy(Verdict verdict, RequestRow row) => verdict switch
    {
        Verdict.Automatic => RequestAudit.Event(row, AuditTypes.RequestAllowed, null) with { Facts = [new("rule", verdict.Trace.Winner?.ToString() ?? "")] },
        Verdict.NeedsApproval asks => RequestAudit.Event(row, AuditTypes.RequestWaiting, null) with { Facts = [new("stage", 1), new("waitingFor", ApproverNames.ById(asks.Stages[0]).Words())] },
        _ => RequestAudit.Event(row, AuditTypes.RequestRefused, null) with { Facts = [new("why", verdict.Sentence)] },
    };
}
