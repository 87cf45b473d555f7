using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>The votes of requests, as rows and as what the rules count.</summary>
internal static class VoteReading
{
    /// <summary>Who has counted already in any stage: whoever voted, and whose seat they voted in.</summary>
    public static async Task<IReadOnlySet<PersonId>> SpentAsync(PortalDb db, Guid request, CancellationToken ct) =>
        Spent(await db.Decisions.AsNoTracking().Where(d => d.RequestId == request).ToListAsync(ct));

    /// <summary>Those cast so far, in every stage.</summary>
    public static async Task<ILookup<Guid, DecisionRow>> OfAsync(PortalDb db, IReadOnlyList<RequestRow> requests, CancellationToken ct)
    {
        var ids = requests.Select(r => r.Id).ToList();
        return (await db.Decisions.AsNoTracking().Where(d => ids.Contains(d.RequestId)).ToListAsync(ct)).ToLookup(d => d.RequestId);
    }

    public static HashSet<PersonId> Spent(IEnumerable<DecisionRow> votes) =>
        [.. votes.SelectMany(v => new[] { v.ApproverId, v.SeatId }).Select(id => new PersonId(id))];

    public static Vote ToVote(DecisionRow row) =>
        new(new PersonId(row.ApproverId), row.Approves ? Choice.Approve : Choice.Deny, row.Approves ? row.Duration : null, row.At) { Seat = new PersonId(row.SeatId) };
}
