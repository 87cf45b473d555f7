using JitPortal.Application.People;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Texts;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>
/// Whoever stands in for who asks never decides on it, for as long as it waits. So nothing is filed that would have to be decided by
/// somebody whom the requester has named, for now or for later: they could take the vote from an approver that way, and come back.
/// </summary>
internal static class NamedStandIns
{
    /// <param name="request">With whom it concerns, as it is to be filed.</param>
    /// <returns>Why it cannot be filed, with who has to come back first; <see langword="null"/> where nothing is against it.</returns>
    public static async Task<Said?> WhyNotAsync(PortalDb db, RequestRow request, IReadOnlyList<Stage> stages, Parties parties, DateTimeOffset now, CancellationToken ct)
    {
        var asking = parties.Asking.Select(person => person.Value).ToList();
        var lapses = now + TimeSpan.FromTicks(stages.Sum(stage => stage.TimeOut.Ticks));   // by then it is decided or over: who is away from later on takes no vote on it
        var named = await db.Delegations.AsNoTracking()
            .Where(DelegationRow.NotOver(now))
            .Where(d => asking.Contains(d.PersonId) && d.From <= lapses)
            .Join(db.People.AsNoTracking(), d => d.PersonId, p => p.Id, (d, p) => new { d.DelegateId, d.From, Absent = p })
            .Join(db.People.AsNoTracking().Where(p => p.DisabledAt == null), d => d.DelegateId, p => p.Id, (d, p) => new { d.From, d.Absent, StandIn = p })
            .ToListAsync(ct);
        var asked = Addressees.Of(request);
        if (named.Find(one => asked.Names(Actors.Of(one.StandIn))) is not { Absent: var absent, StandIn: var standIn, From: var from })
            return null;
        return (absent.Id == request.RequesterId, from <= now) switch
        {
            (true, true) => Both($"{standIn.Name} may have to decide on this, and nobody decides for whom they stand in. Come back first, or name somebody else."),
            (true, false) => Both($"{standIn.Name} may have to decide on this, and nobody decides for whom they stand in. Take back the absence that you have planned, or name somebody else for it."),
            _ => Both($"{standIn.Name} may have to decide on this, and stands in for {absent.Name}, who owns this workload. {absent.Name} has to end that absence, or name somebody else."),
        };
    }
}
