using JitPortal.Application.People;
using JitPortal.Storage;
using JitPortal.Storage.Requests;

namespace JitPortal.Application.Approvals;

/// <summary>
/// Approvals of people who decide nothing any more, in their own seat or somebody's, and those in such a one's seat. Nothing begins
/// or becomes longer on them (I-26), and nobody else is asked for what stands on them.
/// </summary>
internal static class LostApprovals
{
    /// <summary>For the record, and as the reason that is shown.</summary>
    public const string Words = "Somebody who approved it has left or is stopped. Ask again.";

    public static IQueryable<DecisionRow> In(PortalDb db)
    {
        var deciding = DecidingPeople.In(db);
        return db.Decisions.Where(d => d.Approves && !(deciding.Any(p => p.Id == d.ApproverId) && deciding.Any(p => p.Id == d.SeatId)));
    }
}
