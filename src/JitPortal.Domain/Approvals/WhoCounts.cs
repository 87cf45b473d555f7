using JitPortal.Domain.People;
using JitPortal.Domain.Policies;

namespace JitPortal.Domain.Approvals;

/// <summary>
/// Who may decide. Nobody decides on access made by or for them, by any path, and there is no exception for
/// administrators (I-20): that is asked first and of everybody, before any membership is looked at. A workload never decides.
/// </summary>
public static class WhoCounts
{
    public static Refusal NoWorkload => new Refusal.Forbidden(Both("A workload never decides. A person has to."));

    /// <summary>May <paramref name="actor"/> vote in <paramref name="stage"/> by a right of their own?</summary>
    /// <param name="actor">The person and their groups; groups that are missing or too old count for nothing.</param>
    /// <param name="spent">Who has counted in this request already, in any stage, themselves or by their seat: an approver counts once per request.</param>
    /// <returns>The entry of the stage that they decide by; <see cref="Refusal.Forbidden"/> with a sentence for the actor.</returns>
    public static Outcome<Approver> May(Stage stage, SubjectFacts actor, Parties parties, IReadOnlySet<PersonId> spent, DateTimeOffset now)
    {
        if (actor.Kind == SubjectKind.Workload)
            return NoWorkload;
        if (parties.WhyNever(actor.Id) is { } never)
            return new Refusal.Forbidden(never);
        if (spent.Contains(actor.Id))
            return new Refusal.Forbidden(Both("You have decided on this request already; an approver counts once."));
        return stage.Approvers.FirstOrDefault(approver => IsByName(approver, actor.Id, parties)) is { } named
            ? named
            : MayAsMember(stage, actor, parties, now);
    }

    /// <summary>
    /// The same, also in the seat of somebody who is away. One's own right comes first. No chain: whom an absent person stands in
    /// for does not matter. No gain: whoever never counts neither stands in nor is stood in for.
    /// </summary>
    /// <param name="absent">Those that <paramref name="actor"/> stands in for now.</param>
    /// <returns><see cref="Refusal.Forbidden"/> with the sentence that is about the actor's own right.</returns>
    public static Outcome<Seat> SeatOf(
        Stage stage, SubjectFacts actor, IEnumerable<SubjectFacts> absent, Parties parties, IReadOnlySet<PersonId> spent, DateTimeOffset now)
    {
        var own = May(stage, actor, parties, spent, now);
        if (own.Succeeded)
            return new Seat(actor.Id, own.Value);
        if (actor.Kind == SubjectKind.Workload || parties.WhyNever(actor.Id) is not null || spent.Contains(actor.Id))
            return own.Refusal;
        foreach (var one in absent)
        {
            if (May(stage, one, parties, spent, now) is { Succeeded: true, Value: var basis })
                return new Seat(one.Id, basis);
        }
        return own.Refusal;
    }

    /// <summary>Does the session prove well enough who decides? Asked of whoever counts, in their own seat or another's.</summary>
    /// <returns>
    /// <see cref="Refusal.NeedsStepUp"/> where a stronger sign-in helps, <see cref="Refusal.Forbidden"/> where this caller can give none;
    /// <see langword="null"/> for a session that is sure enough.
    /// </returns>
    public static Refusal? WhyNotSureEnough(Stage stage, Assurance session) => stage.Assurance is not { } level || session.Level >= level
        ? null
        : session.Reachable >= level
            ? new Refusal.NeedsStepUp(level, Both($"Deciding on this asks for a {level.Say()}."))
            : new Refusal.Forbidden(Both($"Deciding on this asks for a {level.Say()}, and there is no way to one from here. Another approver has to, or ask an administrator."));

    private static bool IsByName(Approver approver, PersonId person, Parties parties) => approver switch
    {
        Approver.Person named => named.Id == person,
        Approver.Owner => parties.Owners.Contains(person),
        Approver.Manager => parties.Manager == person,
        _ => false,
    };

    private static Outcome<Approver> MayAsMember(Stage stage, SubjectFacts actor, Parties parties, DateTimeOffset now)
    {
        var groups = stage.Approvers.Select(approver => (Approver: approver, Name: GroupOf(approver, parties))).Where(group => group.Name is not null).ToList();
        if (groups.Count > 0 && actor.Groups?.WhyUnknown(now) is { } why)
            return new Refusal.Forbidden(Both($"Your groups are not known any more: {why}. Sign in again to decide."));
        if (groups.Count > 0 && actor.Groups is null)
            return new Refusal.Forbidden(Both("Your groups are not known, so you cannot decide as a member of one. Sign in again; if that does not help, ask an administrator."));
        return groups.FirstOrDefault(group => actor.Groups!.Value.Contains(group.Name!)).Approver is { } member
            ? member
            : new Refusal.Forbidden(Both($"You are not an approver of this stage. It is for {stage.Say()}."));
    }

    private static string? GroupOf(Approver approver, Parties parties) => approver switch
    {
        Approver.Group group => group.Name,
        Approver.Owner => parties.OwnerGroup,
        _ => null,
    };
}
