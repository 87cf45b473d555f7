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
public sealed class Deciding(Completion completion)
{
    private static Refusal NotThere => new Refusal.NotFound(Both("There is no such request."));

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
            StageResult.Denied denied => await DenyAsync(writing, row, denied.By, ct),
            StageResult.Passed passed when row.Stage + 1 < stages.Count =>
                await Completion.NextStageAsync(writing, row, stages, RequestEvent.StagePassed, passed.Duration, ct),
            StageResult.Passed passed => await completion.RunAsync(writing, row, RequestEvent.LastStagePassed, passed.Duration, actor.AuditId, epochs, ct),
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

    private static async Task<Outcome<Done>> DenyAsync(Writing writing, RequestRow row, PersonId by, CancellationToken ct)
    {
        var audit = RequestAudit.Event(row, AuditTypes.RequestDenied, by) with { Facts = [new("duration", (long)row.Allowed.TotalSeconds)] };
        var moved = await RequestMoves.MoveAsync(writing, row, RequestEvent.DeniedByApprover, row.Allowed, row.Stage, row.LapsesAt, audit, ct);
        return moved.Succeeded ? default(Done) : moved.Refusal;
    }

    private sealed record Taken(RequestRow Row, IReadOnlyList<Stage> Stages, Parties Parties);
}
