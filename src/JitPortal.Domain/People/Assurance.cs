namespace JitPortal.Domain.People;

/// <summary>How surely the caller of a session has proved who they are.</summary>
/// <param name="Level">As the issuer stated it for this very session.</param>
/// <param name="SignedInAt">When the person last proved it; <see langword="null"/> where the issuer does not say, which is unknown and never young enough.</param>
/// <param name="Reachable">
/// The highest level that a step-up could bring. A caller that cannot step up, such as a workload, reaches no more than it has.
/// </param>
public sealed record Assurance(AssuranceLevel Level, DateTimeOffset? SignedInAt = null, AssuranceLevel Reachable = AssuranceLevel.Basic)
{
    /// <summary>Nothing is known but that somebody signed in; this cannot be raised.</summary>
    public static readonly Assurance Lowest = new(AssuranceLevel.Basic);

    /// <returns>The level that is asked for and that this lacks; <see langword="null"/> where it is enough, or none is asked for.</returns>
    public AssuranceLevel? Lacking(AssuranceLevel? asked) => asked > Level ? asked : null;
}
