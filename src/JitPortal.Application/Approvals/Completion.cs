using JitPortal.Application.Grants;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>
/// A stage has agreed: the current policies judge once more, and nobody is asked for what they refuse by now. After the last stage the
/// grant is made in the same transaction; what the policies ask for by now comes before it: a stronger sign-in of the requester, then
/// further stages.
/// </summary>
public sealed class Completion(Asking asking, Rechecks rechecks)
{
    /// <param name="row">A request whose row this transaction holds.</param>
    /// <param name="passed">What has just happened to it, if no stage follows.</param>
    /// <param name="duration">What everybody so far agreed to.</param>
    /// <param name="by">Who completed the stage.</param>
    /// <remarks>It may make a grant: the caller has read the <see cref="Epochs"/> first in this transaction and holds to them at its end.</remarks>
    /// <returns><see cref="Refusal.NeedsStepUp"/> where the sign-in that was given for it is still too weak.</returns>
    internal async Task<Outcome<Done>> RunAsync(Writing writing, RequestRow row, RequestEvent passed, TimeSpan duration, PersonId? by, CancellationToken ct)
    {
        var requester = new PersonId(row.RequesterId);
        await SubjectTurn.TakeAsync(writing.Db, requester, ct);
        var form = new RequestForm(
            new EntitlementId(row.EntitlementId), duration, row.Reason, row.PublicKey, row.ExtendsGrantId is { } grant ? new GrantId(grant) : null);
        var asked = await asking.FindAsync(writing.Db, requester, form, toThem: false, writing.Now, ct);
        if (!asked.Succeeded)
            return await RefuseAsync(writing, row, duration, asked.Refusal.Message, ct);
        if (await HasLostAsync(writing.Db, row, passed, ct))
            return await RefuseAsync(writing, row, duration, LostApprovals.Words, ct);
        switch (await rechecks.RunAsync(writing.Db, row, duration, asked.Value.Extends, writing.Now, ct))
        {
            case Standing.Ended ended:
                return await RefuseAsync(writing, row, duration, ended.Sentence, ct);
            case Standing.Stands stands when RequestAudit.Stages(row) is var stages && row.Stage + 1 < stages.Count:
                return await NextStageAsync(writing, row, asked.Value, stages, RequestEvent.StagePassed, stands.Duration, ct);
            case Standing.Stands { StepUp: { } level } stands:
                return await AskToSignInAsync(writing, row, asked.Value, stands.Duration, level, ct);
            case Standing.Stands { Missing: { Count: > 0 } missing } stands:
                return await AppendAsync(writing, row, asked.Value, passed, stands.Duration, missing, ct);
            case Standing.Stands stands:
                return await GrantAsync(writing, row, passed, stands, asked.Value, by, ct);
            default:
                throw new InvalidOperationException("The policies gave no answer.");
        }
    }

    /// <summary>A stage that agreed before is counted no more. The one that did just now has been, without those who may not decide any more.</summary>
    private static Task<bool> HasLostAsync(PortalDb db, RequestRow row, RequestEvent passed, CancellationToken ct) =>
        LostApprovals.In(db).AnyAsync(d => d.RequestId == row.Id && (d.Stage < row.Stage || passed == RequestEvent.StepUpGiven), ct);

    /// <summary>The next stage begins.</summary>
    private static async Task<Outcome<Done>> NextStageAsync(
        Writing writing, RequestRow row, Asked asked, IReadOnlyList<Stage> stages, RequestEvent passed, TimeSpan duration, CancellationToken ct)
    {
        var next = stages[row.Stage + 1];
        var audit = RequestAudit.Event(row, AuditTypes.RequestWaiting, null) with { Facts = [new("stage", row.Stage + 2L), new("waitingFor", ApproverNames.ById(next).Words())] };
        row.EscalatesAt = next.Escalation is { } later ? writing.Now + later.After : null;
        row.RemindsAt = writing.Now + next.Reminder;
        return await RequestMoves.MoveAsync(writing, row, passed, duration, row.Stage + 1, asked.InTime(writing.Now + next.TimeOut), audit, ct);
    }

    /// <summary>
    /// For as long as an opening may wait to begin: later than that nobody has agreed to. A workload signs in one way only, so there is nothing to ask it for.
    /// </summary>
    private static async Task<Outcome<Done>> AskToSignInAsync(Writing writing, RequestRow row, Asked asked, TimeSpan duration, AssuranceLevel level, CancellationToken ct)
    {
        var why = $"The policies ask for a {level.Words()} by now.";
        if (row.State == RequestState.AwaitingStepUp)
            return new Refusal.NeedsStepUp(level, why);
        if (await writing.Db.People.AnyAsync(p => p.Id == row.RequesterId && p.IsWorkload, ct))
            return await RefuseAsync(writing, row, duration, why, ct);
        (row.EscalatesAt, row.RemindsAt) = (null, null);
        var audit = RequestAudit.Event(row, AuditTypes.RequestStepUpAsked, null) with { Facts = [new("level", level.ToString()), new("why", why)] };
        return await RequestMoves.MoveAsync(writing, row, RequestEvent.StepUpAsked, duration, row.Stage, asked.InTime(writing.Now + GrantCreation.StartWithin), audit, ct);
    }

    /// <summary>What the policies ask for by now comes after everything that was asked for before.</summary>
    private static async Task<Outcome<Done>> AppendAsync(
        Writing writing, RequestRow row, Asked asked, RequestEvent passed, TimeSpan duration, ValueList<Stage> missing, CancellationToken ct)
    {
        IReadOnlyList<Stage> all = [.. RequestAudit.Stages(row), .. missing];
        row.AddedStages = StagesDocument.Write([.. RequestAudit.Added(row), .. missing]);
        await Addressees.RefreshAsync(writing.Db, row, all, await PartiesReading.OfAsync(writing.Db, row, writing.Now, ct), writing.Now, ct);
        await writing.Db.Requests.Where(r => r.Id == row.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.AddedStages, row.AddedStages), ct);
        return await NextStageAsync(writing, row, asked, all, passed == RequestEvent.StepUpGiven ? RequestEvent.StagesOpened : RequestEvent.StagePassed, duration, ct);
    }

    private static async Task<Outcome<Done>> GrantAsync(
        Writing writing, RequestRow row, RequestEvent passed, Standing.Stands stands, Asked asked, PersonId? by, CancellationToken ct)
    {
        var approver = passed == RequestEvent.StepUpGiven ? await LastApproverAsync(writing.Db, row, ct) : by;
        var audit = RequestAudit.Event(row, AuditTypes.RequestApproved, approver) with { Facts = [new("duration", (long)stands.Duration.TotalSeconds)] };
        var moved = await RequestMoves.MoveAsync(writing, row, passed, stands.Duration, row.Stage, row.LapsesAt, audit, ct);
        if (!moved.Succeeded)
            return moved;
        row.Allowed = stands.Duration;
        return await GrantCreation.RunAsync(writing, row, asked, stands.Assurance, ct);
    }

    /// <summary>Whoever signs in for their own request has not approved it.</summary>
    private static async Task<PersonId?> LastApproverAsync(PortalDb db, RequestRow row, CancellationToken ct) =>
        await db.Decisions.Where(d => d.RequestId == row.Id && d.Approves).OrderByDescending(d => d.At).Select(d => (Guid?)d.ApproverId).FirstOrDefaultAsync(ct) is { } last
            ? new PersonId(last)
            : null;

    private static async Task<Outcome<Done>> RefuseAsync(Writing writing, RequestRow row, TimeSpan duration, string why, CancellationToken ct)
    {
        var audit = RequestAudit.Event(row, AuditTypes.RequestRefused, null) with { Facts = [new("why", why)] };
        return await RequestMoves.MoveAsync(writing, row, RequestEvent.RefusedByPolicy, duration, row.Stage, row.LapsesAt, audit, ct);
    }
}
