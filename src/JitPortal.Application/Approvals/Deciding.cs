using JitPortal.Application.Grants;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>
/// The transaction of one vote. It takes the request's row first, so votes on one request come one after another, and counts
/// with what is true inside it.
/// </summary>
public sealed class Deciding(Asking asking, Rechecks rechecks)
{
    private static readonly Refusal NotThere = new Refusal.NotFound("There is no such request.");

    internal async Task<Outcome<Done>> RunAsync(Writing writing, Actor actor, RequestId id, DecisionForm form, CancellationToken ct)
    {
        var epochs = await Epochs.ReadAsync(writing.Db, ct);
        var taken = await TakeAsync(writing, actor, id, ct);
        if (!taken.Succeeded)
            return taken.Refusal;
        var (row, stages, parties) = taken.Value;
        var ballot = new Ballot(writing, row, await OpenStages.OfAsync(writing.Db, row, stages, parties, writing.Now, ct), parties);
        var cast = await ballot.CastAsync(actor, form, ct);
        if (!cast.Succeeded)
            return cast;
        return await ballot.CountAsync(ct) switch
        {
            StageResult.Denied denied => await MoveAsync(writing, row, RequestEvent.DeniedByApprover, row.Allowed, AuditTypes.RequestDenied, denied.By, null, ct),
            StageResult.Passed passed when row.Stage + 1 < stages.Count => await NextStageAsync(writing, row, stages, passed, ct),
            StageResult.Passed passed => await ApproveAsync(writing, row, stages, passed, actor, epochs, ct),
            _ => default(Done),
        };
    }

    /// <summary>Raises the version where it still waits and has not lapsed; from here on this transaction holds the row.</summary>
    private static async Task<Outcome<Taken>> TakeAsync(Writing writing, Actor actor, RequestId id, CancellationToken ct)
    {
        var taken = await writing.Db.Requests
            .Where(r => r.Id == id.Value && r.State == RequestState.AwaitingApproval && r.LapsesAt > writing.Now)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + 1), ct);
        var row = await writing.Db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id.Value, ct);
        if (row is null)
            return NotThere;
        var (stages, parties) = (RequestAudit.Stages(row), await PartiesReading.OfAsync(writing.Db, row, writing.Now, ct));
        if (taken == 1)
            await Addressees.RefreshAsync(writing.Db, row, stages, parties, writing.Now, ct);
        if (!await ReadRequest.MaySeeAsync(writing.Db, actor, row, ct))
            return NotThere;
        return taken == 1 ? new Taken(row, stages, parties) : new Refusal.Conflict(await WhoWasFirst.WordsAsync(writing, row.Id, row.State, ct));
    }

    private static async Task<Outcome<Done>> NextStageAsync(Writing writing, RequestRow row, IReadOnlyList<Stage> stages, StageResult.Passed passed, CancellationToken ct)
    {
        var next = stages[row.Stage + 1];
        var audit = RequestAudit.Event(row, AuditTypes.RequestWaiting, null) with { Facts = [new("stage", row.Stage + 2L), new("waitingFor", ApproverNames.ById(next).Words())] };
        row.EscalatesAt = next.Escalation is { } later ? writing.Now + later.After : null;
        row.RemindsAt = writing.Now + next.Reminder;
        var moved = await RequestMoves.MoveAsync(writing, row, RequestEvent.StagePassed, passed.Duration, row.Stage + 1, writing.Now + next.TimeOut, audit, ct);
        return moved.Succeeded ? default(Done) : moved.Refusal;
    }

    /// <summary>The last stage passed: the current policies judge once more, and the grant is made in the same transaction.</summary>
    private async Task<Outcome<Done>> ApproveAsync(Writing writing, RequestRow row, IReadOnlyList<Stage> stages, StageResult.Passed passed, Actor actor, Epochs epochs, CancellationToken ct)
    {
        var requester = new PersonId(row.RequesterId);
        await SubjectTurn.TakeAsync(writing.Db, requester, ct);
        var form = new RequestForm(
            new EntitlementId(row.EntitlementId), passed.Duration, row.Reason, row.PublicKey, row.ExtendsGrantId is { } grant ? new GrantId(grant) : null);
        var asked = await asking.FindAsync(writing.Db, requester, form, writing.Now, ct);
        if (!asked.Succeeded)
            return await MoveAsync(writing, row, RequestEvent.RefusedByPolicy, passed.Duration, AuditTypes.RequestRefused, null, asked.Refusal.Message, ct);
        switch (await rechecks.RunAsync(writing.Db, row, passed.Duration, asked.Value.Extends, writing.Now, ct))
        {
            case Standing.Ended ended:
                return await MoveAsync(writing, row, RequestEvent.RefusedByPolicy, passed.Duration, AuditTypes.RequestRefused, null, ended.Sentence, ct);
            case Standing.Stands { StepUp: { } level }:
                var why = $"The policies ask for a {level.Words()} by now. Ask again once you have signed in so.";
                return await MoveAsync(writing, row, RequestEvent.RefusedByPolicy, passed.Duration, AuditTypes.RequestRefused, null, why, ct);
            case Standing.Stands { Missing: { Count: > 0 } missing } stands:
                IReadOnlyList<Stage> all = [.. stages, .. missing];
                await AppendAsync(writing, row, missing, all, ct);
                return await NextStageAsync(writing, row, all, passed with { Duration = stands.Duration }, ct);
            case Standing.Stands stands:
                return await GrantAsync(writing, row, stands.Duration, asked.Value, actor, epochs, ct);
            default:
                throw new InvalidOperationException("The policies gave no answer.");
        }
    }

    /// <summary>What the policies ask for by now comes after everything that was asked for before.</summary>
    private static async Task AppendAsync(Writing writing, RequestRow row, ValueList<Stage> missing, IReadOnlyList<Stage> all, CancellationToken ct)
    {
        row.AddedStages = StagesDocument.Write([.. RequestAudit.Added(row), .. missing]);
        await Addressees.RefreshAsync(writing.Db, row, all, await PartiesReading.OfAsync(writing.Db, row, writing.Now, ct), writing.Now, ct);
        await writing.Db.Requests.Where(r => r.Id == row.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.AddedStages, row.AddedStages), ct);
    }

    private static async Task<Outcome<Done>> GrantAsync(Writing writing, RequestRow row, TimeSpan approved, Asked asked, Actor actor, Epochs epochs, CancellationToken ct)
    {
        var moved = await MoveAsync(writing, row, RequestEvent.LastStagePassed, approved, AuditTypes.RequestApproved, actor.AuditId, null, ct);
        if (!moved.Succeeded)
            return moved;
        row.Allowed = approved;
        var granted = await GrantCreation.RunAsync(writing, row, asked, ct);
        await epochs.HoldAsync(writing.Db, ct);
        return granted;
    }

    private static async Task<Outcome<Done>> MoveAsync(
        Writing writing, RequestRow row, RequestEvent happened, TimeSpan allowed, string auditType, PersonId? by, string? why, CancellationToken ct)
    {
        AuditFact[] facts = why is null ? [new("duration", (long)allowed.TotalSeconds)] : [new("why", why)];
        var moved = await RequestMoves.MoveAsync(writing, row, happened, allowed, row.Stage, row.LapsesAt, RequestAudit.Event(row, auditType, by) with { Facts = facts }, ct);
        return moved.Succeeded ? default(Done) : moved.Refusal;
    }

    private sealed record Taken(RequestRow Row, IReadOnlyList<Stage> Stages, Parties Parties);
}
