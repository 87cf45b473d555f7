using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;

namespace JitPortal.Application.Approvals;

/// <summary>Whether a caller may decide what waits, by the rows as they are now: the same for a vote, for words about it, and for what a page offers.</summary>
internal static class Seats
{
    /// <param name="spent">Who has counted in the request already.</param>
    /// <returns><see cref="Refusal.Forbidden"/> for whoever does not count, with a sentence for them.</returns>
    public static async Task<Outcome<Seat>> OfAsync(
        PortalDb db, Actor actor, Stage stage, Parties parties, IReadOnlySet<PersonId> spent, DateTimeOffset now, CancellationToken ct) =>
        Of(await ClaimantAsync(db, actor, now, ct), stage, parties, spent, now);

    /// <summary>The same for somebody who has been read already, for many requests.</summary>
    public static Outcome<Seat> Of(Outcome<Claimant> claimant, Stage stage, Parties parties, IReadOnlySet<PersonId> spent, DateTimeOffset now) =>
        claimant.Match(one => WhoCounts.SeatOf(stage, one.Person, one.Absent, parties, spent, now), refusal => refusal);

    /// <returns><see cref="Refusal.Forbidden"/> for whoever can decide nothing at all, with a sentence for them.</returns>
    public static async Task<Outcome<Claimant>> ClaimantAsync(PortalDb db, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var person = await DecidingPeople.FindAsync(db, actor.Id, ct);
        if (!person.Succeeded)
            return person.Refusal;
        var absent = await Absent.OfAsync(db, actor.Id, now, ct);
        return new Claimant(SubjectFacts.Of(Actors.Of(person.Value)), [.. absent.Select(SubjectFacts.Of)]);
    }
}

/// <summary>Somebody who would decide, and those in whose seat they may.</summary>
internal sealed record Claimant(SubjectFacts Person, IReadOnlyList<SubjectFacts> Absent);
