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

/// <summary>The waiting requests in which somebody has a seat, and the votes cast in what waits.</summary>
internal sealed record WaitingForMe(PersonId Me, IReadOnlyList<WaitingForMe.Seated> Mine, ILookup<Guid, DecisionRow> Votes)
{
    /// <summary>Looks at this many waiting requests, oldest first.</summary>
    private const int Most = 1_000;

    /// <returns><see langword="null"/> where nothing waits, and for somebody who cannot decide at all.</returns>
    public static async Task<WaitingForMe?> ReadAsync(PortalDb db, PersonId me, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db.Requests.AsNoTracking()
            .Where(r => r.State == RequestState.AwaitingApproval && r.LapsesAt > now && r.RequesterId != me.Value)
            .OrderBy(r => r.Number)
            .Take(Most)
            .ToListAsync(ct);
        if (waiting.Count == 0)
            return null;   // which is most often so, and asked by every page
        var person = await DecidingPeople.In(db).SingleOrDefaultAsync(p => p.Id == me.Value, ct);
        if (person is null)
            return null;
        var votes = await VotesAsync(db, waiting, ct);
        return new WaitingForMe(me, await SeatsAsync(db, SubjectFacts.Of(Actors.Of(person)), waiting, votes, now, ct), votes);
    }

    private static async Task<IReadOnlyList<Seated>> SeatsAsync(PortalDb db, SubjectFacts subject, IReadOnlyList<RequestRow> waiting, ILookup<Guid, DecisionRow> votes, DateTimeOffset now, CancellationToken ct)
    {
        var parties = await PartiesReading.OfAsync(db, waiting, now, ct);
        var absent = await Absent.OfAsync(db, subject.Id, now, ct);
        var stagesOf = waiting.ToDictionary(r => r.Id, RequestAudit.Stages);
        var fallbacks = await OpenStages.DecidersAsync(db, waiting.Select(r => OpenStages.At(r, stagesOf[r.Id])), now, ct);
        var mine = new List<Seated>();
        foreach (var row in waiting)
        {
            var (stages, spent) = (stagesOf[row.Id], VoteReading.Spent(votes[row.Id]));
            var open = OpenStages.Of(row, stages, parties[row.Id], fallbacks, now);
            if (WhoCounts.SeatOf(open, subject, absent.Select(SubjectFacts.Of), parties[row.Id], spent, now) is { Succeeded: true, Value: var seat })
                mine.Add(new Seated(row, stages.Count, open, parties[row.Id], seat, absent.FirstOrDefault(a => a.Id == seat.Person)?.Name));
        }
        return mine;
    }

    private static async Task<ILookup<Guid, DecisionRow>> VotesAsync(PortalDb db, IReadOnlyList<RequestRow> waiting, CancellationToken ct)
    {
        var ids = waiting.Select(r => r.Id).ToList();
        return (await db.Decisions.AsNoTracking().Where(d => ids.Contains(d.RequestId)).ToListAsync(ct)).ToLookup(d => d.RequestId);
    }

    /// <param name="Absent">In whose seat, by name; <see langword="null"/> for one's own.</param>
    internal sealed record Seated(RequestRow Row, int Stages, Stage Stage, Parties Parties, Seat Seat, string? Absent);
}
