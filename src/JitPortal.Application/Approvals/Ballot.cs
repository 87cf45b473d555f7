using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>One request whose row this transaction holds: casting a vote in its stage, and counting what has been cast.</summary>
internal sealed record Ballot(Writing Writing, RequestRow Request, Stage Stage, Parties Parties)
{
    private PortalDb Db => Writing.Db;

    /// <returns>
    /// <see cref="Refusal.Forbidden"/> for whoever does not count; <see cref="Refusal.Invalid"/> for a longer duration than asked;
    /// <see cref="Refusal.NeedsStepUp"/> for a session that is not sure enough for the stage.
    /// </returns>
    public async Task<Outcome<Done>> CastAsync(Actor actor, DecisionForm form, CancellationToken ct)
    {
        var seat = await Seats.OfAsync(Db, actor, Stage, Parties, await VoteReading.SpentAsync(Db, Request.Id, ct), Writing.Now, ct);
        if (!seat.Succeeded)
            return seat.Refusal;
        var duration = Vote.Shorten(Request.Allowed, form.Approve ? form.Duration : null);
        if (!duration.Succeeded)
            return duration.Refusal;
        if (WhoCounts.WhyNotSureEnough(Stage, actor.Assurance) is { } weak)
            return weak;
        Db.Decisions.Add(new DecisionRow
        {
            RequestId = Request.Id,
            RequesterId = Request.RequesterId,
            ResponsibleId = Request.ResponsibleId,
            ApproverId = actor.Id.Value,
            SeatId = seat.Value.Person.Value,
            Basis = BasisWords.Of(seat.Value.Basis).English,
            Stage = Request.Stage,
            Approves = form.Approve,
            Duration = duration.Value,
            Reason = form.Reason,
            At = Writing.Now,
        });
        await Db.SaveChangesAsync(ct);
        Writing.Record(VoteEvent(actor, seat.Value, form, duration.Value));
        return default(Done);
    }

    public async Task<StageResult> CountAsync(CancellationToken ct)
    {
        var decisions = await Db.Decisions.AsNoTracking().Where(d => d.RequestId == Request.Id).ToListAsync(ct);
        var votes = decisions.Where(d => d.Stage == Request.Stage).Select(VoteReading.ToVote).ToList();
        var spent = VoteReading.Spent(decisions.Where(d => d.Stage < Request.Stage));
        return StageCount.Of(Stage, Request.Allowed, votes, await StillMayAsync(votes, ct), Parties, spent);
    }

    /// <summary>
    /// Of those who voted, who may still decide: judged again for all votes in the one that completes the stage. What the portal has
    /// learned since counts; that nothing new was stated since is no loss, else a vote from yesterday would use up its voter for nothing.
    /// </summary>
    private async Task<HashSet<PersonId>> StillMayAsync(List<Vote> votes, CancellationToken ct)
    {
        var ids = votes.SelectMany(v => new[] { v.Person.Value, v.Seat.Value }).Distinct().ToList();
        var people = await DecidingPeople.In(Db).Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => new PersonId(p.Id), ct);
        return
        [
            .. votes
                .Where(vote => people.ContainsKey(vote.Person) && people.TryGetValue(vote.Seat, out var seat)
                    && WhoCounts.May(Stage, SubjectFacts.Of(Actors.Of(seat)), Parties, new HashSet<PersonId>(), vote.At).Succeeded)
                .Select(vote => vote.Person),
        ];
    }

    private AuditEvent VoteEvent(Actor actor, Seat seat, DecisionForm form, TimeSpan duration)
    {
        List<AuditFact> facts =
        [
            new("vote", form.Approve ? "approve" : "deny"), new("stage", Request.Stage + 1L), new("duration", (long)duration.TotalSeconds), new("basis", BasisWords.Of(seat.Basis).English),
            new("assurance", actor.Assurance.Level.ToString()), new("channel", form.Channel.ToString()),
        ];
        if (seat.Person != actor.Id)
            facts.Add(new("seat", ApproverNames.Marker(seat.Person)));
        return RequestAudit.Event(Request, AuditTypes.VoteCast, actor.AuditId) with
        {
            Facts = facts,
            Personal = string.IsNullOrEmpty(form.Reason) ? [] : [new PersonalField(actor.Id, "reason", form.Reason)],
        };
    }
}
