using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;

namespace JitPortal.Application.Approvals;

/// <summary>
/// The transaction of one vote. It takes the request's row first, so votes on one request come one after another, and counts
/// with what is true inside it.
/// </summary>
public sealed class Deciding(Completion completion)
{
    internal async Task<Outcome<Done>> RunAsync(Writing writing, Actor actor, RequestId id, DecisionForm form, CancellationToken ct)
    {
        var epochs = await Epochs.ReadAsync(writing.Db, ct);
        var held = await HeldRequest.ForVoteAsync(writing, actor, id, ct);
        if (!held.Succeeded)
            return held.Refusal;
        var (_, row, stages, parties) = held.Value;
        var ballot = new Ballot(writing, row, await OpenStages.OfAsync(writing.Db, row, stages, parties, writing.Now, ct), parties);
        var cast = await ballot.CastAsync(actor, form, ct);
        if (!cast.Succeeded)
            return cast;
        var decided = await ballot.CountAsync(ct) switch
        {
            StageResult.Denied denied => await DenyAsync(writing, row, denied.By, ct),
            StageResult.Passed passed => await completion.RunAsync(writing, row, RequestEvent.LastStagePassed, passed.Duration, actor.AuditId, ct),
            _ => default(Done),
        };
        await epochs.HoldAsync(writing.Db, ct);
        return decided;
    }

    private static Task<Outcome<Done>> DenyAsync(Writing writing, RequestRow row, PersonId by, CancellationToken ct)
    {
        var audit = RequestAudit.Event(row, AuditTypes.RequestDenied, by) with { Facts = [new("duration", (long)row.Allowed.TotalSeconds)] };
        return RequestMoves.MoveAsync(writing, row, RequestEvent.DeniedByApprover, row.Allowed, row.Stage, row.LapsesAt, audit, ct);
    }
}
