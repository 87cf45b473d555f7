using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>A request that waits and has not lapsed, whose row this transaction holds: what others do to it comes before or after.</summary>
internal sealed record HeldRequest(Writing Writing, RequestRow Row, IReadOnlyList<Stage> Stages, Parties Parties)
{
    private static Refusal NotThere => new Refusal.NotFound(Both("There is no such request."));

    /// <summary>For a vote: whoever read the row before has to read it again.</summary>
    public static Task<Outcome<HeldRequest>> ForVoteAsync(Writing writing, Actor actor, RequestId id, CancellationToken ct) => TakeAsync(writing, actor, id, raise: 1, ct);

    /// <summary>For words about it, which change nothing that others decide by.</summary>
    public static Task<Outcome<HeldRequest>> ForWordsAsync(Writing writing, Actor actor, RequestId id, CancellationToken ct) => TakeAsync(writing, actor, id, raise: 0, ct);

    /// <summary>The stage as it stands now, and whether <paramref name="actor"/> may decide in it.</summary>
    /// <returns><see cref="Refusal.Forbidden"/> for whoever does not count.</returns>
    public async Task<Outcome<OpenSeat>> SeatAsync(Actor actor, CancellationToken ct)
    {
        var stage = await OpenStages.OfAsync(Writing.Db, Row, Stages, Parties, Writing.Now, ct);
        var spent = await VoteReading.SpentAsync(Writing.Db, Row.Id, ct);
        var seat = await Seats.OfAsync(Writing.Db, actor, stage, Parties, spent, Writing.Now, ct);
        return seat.Succeeded ? new OpenSeat(stage, spent, seat.Value) : seat.Refusal;
    }

    /// <returns><see cref="Refusal.Conflict"/> with who was first when it does not wait any more; <see cref="Refusal.NotFound"/> for one the caller may not know of.</returns>
    private static async Task<Outcome<HeldRequest>> TakeAsync(Writing writing, Actor actor, RequestId id, int raise, CancellationToken ct)
    {
        var taken = await writing.Db.Requests
            .Where(r => r.Id == id.Value && r.State == RequestState.AwaitingApproval && r.LapsesAt > writing.Now)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + raise), ct);
        var row = await writing.Db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id.Value, ct);
        if (row is null)
            return NotThere;
        var (stages, parties) = (RequestAudit.Stages(row), await PartiesReading.OfAsync(writing.Db, row, writing.Now, ct));
        if (taken == 1)
            await Addressees.RefreshAsync(writing.Db, row, stages, parties, writing.Now, ct);
        if (!await ReadRequest.MaySeeAsync(writing.Db, actor, row, ct))
            return NotThere;
        return taken == 1 ? new HeldRequest(writing, row, stages, parties) : new Refusal.Conflict(await WhoWasFirst.WordsAsync(writing, row.Id, row.State, ct));
    }
}

/// <summary>A right to decide in the stage that waits.</summary>
/// <param name="Spent">Who has counted in this request already.</param>
internal sealed record OpenSeat(Stage Stage, IReadOnlySet<PersonId> Spent, Seat Seat);
