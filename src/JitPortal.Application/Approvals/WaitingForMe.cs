using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>The waiting requests in which somebody has a seat.</summary>
internal static class WaitingForMe
{
    /// <summary>This many waiting requests are in memory at a time, oldest first; of them only those in which the reader has a seat stay.</summary>
    private const int Step = 1_000;

    /// <returns>Nothing for somebody who cannot decide at all.</returns>
    public static async Task<IReadOnlyList<Seated>> ReadAsync(PortalDb db, PersonId me, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await AfterAsync(db, me, 0, now, ct);
        if (waiting.Count == 0)
            return [];   // which is most often so, and asked by every page
        var person = await DecidingPeople.In(db).SingleOrDefaultAsync(p => p.Id == me.Value, ct);
        if (person is null)
            return [];
        var subject = SubjectFacts.Of(Actors.Of(person));
        var absent = await Absent.OfAsync(db, me, now, ct);
        var mine = new List<Seated>();
        for (; waiting.Count > 0; waiting = waiting.Count < Step ? [] : await AfterAsync(db, me, waiting[^1].Number, now, ct))
            mine.AddRange(await SeatsAsync(db, subject, absent, waiting, now, ct));
        return mine;
    }

    private static Task<List<RequestRow>> AfterAsync(PortalDb db, PersonId me, long number, DateTimeOffset now, CancellationToken ct) => db.Requests.AsNoTracking()
        .Where(r => r.State == RequestState.AwaitingApproval && r.LapsesAt > now && r.RequesterId != me.Value && r.Number > number)
        .OrderBy(r => r.Number)
        .Take(Step)
        .ToListAsync(ct);

    private static async Task<IReadOnlyList<Seated>> SeatsAsync(
        PortalDb db, SubjectFacts subject, IReadOnlyList<Actor> absent, IReadOnlyList<RequestRow> waiting, DateTimeOffset now, CancellationToken ct)
    {
        var votes = await VoteReading.OfAsync(db, waiting, ct);
        var parties = await PartiesReading.OfAsync(db, waiting, now, ct);
        var stagesOf = waiting.ToDictionary(r => r.Id, RequestAudit.Stages);
        var fallbacks = await OpenStages.DecidersAsync(db, waiting.Select(r => OpenStages.At(r, stagesOf[r.Id])), now, ct);
        var mine = new List<Seated>();
        foreach (var row in waiting)
        {
            var (stages, spent) = (stagesOf[row.Id], VoteReading.Spent(votes[row.Id]));
            var open = OpenStages.Of(row, stages, parties[row.Id], votes[row.Id], fallbacks, now);
            if (WhoCounts.SeatOf(open, subject, absent.Select(SubjectFacts.Of), parties[row.Id], spent, now) is { Succeeded: true, Value: var seat })
                mine.Add(new Seated(row, stages.Count, open, parties[row.Id], seat, absent.FirstOrDefault(a => a.Id == seat.Person)?.Name, [.. votes[row.Id]]));
        }
        return mine;
    }

    /// <param name="Absent">In whose seat, by name; <see langword="null"/> for one's own.</param>
    /// <param name="Votes">Those cast so far, in every stage.</param>
    internal sealed record Seated(RequestRow Row, int Stages, Stage Stage, Parties Parties, Seat Seat, string? Absent, IReadOnlyList<DecisionRow> Votes);
}
