using JitPortal.Domain.People;

namespace JitPortal.Domain.Policies;

/// <summary>What becomes of a way that was given, by the policies as they are now (I-23): whatever is stricter counts, a relaxation changes nothing.</summary>
public abstract record Standing
{
    private Standing()
    {
    }

    /// <summary>It stands, perhaps for less time or with more to be done.</summary>
    /// <param name="Duration">At most what was asked; a shorter limit cuts it.</param>
    /// <param name="Missing">Stages that are asked for now and were not part of it.</param>
    /// <param name="StepUp">A sign-in that is asked for now and was not given.</param>
    /// <param name="Assurance">What the route asks of the requester's sign-in.</param>
    public sealed record Stands(TimeSpan Duration, ValueList<Stage> Missing, AssuranceLevel? StepUp, AssuranceLevel Assurance = AssuranceLevel.Basic) : Standing;

    /// <summary>The policies do not allow it any more.</summary>
    /// <param name="Sentence">Why, for people.</param>
    public sealed record Ended(string Sentence) : Standing;
}
