namespace JitPortal.Domain.People;

/// <summary>Who may learn of a change: the people it concerns and the groups that decide; administrators and auditors always.</summary>
public sealed record Audience(IReadOnlyList<PersonId> People, IReadOnlyList<string> Groups)
{
    public static readonly Audience Nobody = new([], []);

    public static readonly Audience All = Nobody with { Everybody = true };

    /// <summary>It concerns whoever is signed in.</summary>
    public bool Everybody { get; init; }

    public bool Includes(Actor actor) => Everybody || Names(actor) || actor.Oversees;

    /// <summary>Themselves or by a group of theirs, whatever else they may look at.</summary>
    public bool Names(Actor actor) => People.Contains(actor.Id) || (actor.Groups is { } groups && Groups.Any(groups.Contains));
}
