using JitPortal.Domain.People;

namespace JitPortal.Domain.Policies;

/// <summary>What is known about the person who would hold the access, or who decides.</summary>
/// <param name="Groups">
/// Names of groups, compared exactly. <see langword="null"/> where the source delivered none at all, which is
/// unknown and opens nothing; an empty set means a person who is known to be in no group.
/// </param>
/// <param name="Kind">Person or workload, by registration; <see langword="null"/> is unknown.</param>
/// <param name="Roles">What they may do in the portal itself.</param>
/// <param name="Active">Whether their account may be used at all.</param>
/// <param name="Claims">What the sign-in stated, by claim; one that it did not state is absent, one without values is empty.</param>
/// <param name="Attributes">What is known of them by name, for example <c>department</c>; absent and empty as with claims.</param>
public sealed record SubjectFacts(
    PersonId Id,
    Fact<IReadOnlySet<string>>? Groups = null,
    SubjectKind? Kind = null,
    Fact<PortalRole>? Roles = null,
    Fact<bool>? Active = null,
    IReadOnlyDictionary<string, Fact<ValueList<string>>>? Claims = null,
    IReadOnlyDictionary<string, Fact<ValueList<string>>>? Attributes = null)
{
    /// <summary>The subject as the sign-in stated them, with the limit that sign-ins have unless configured otherwise.</summary>
    public static SubjectFacts Of(Actor actor) => Of(actor, FactSource.SignIn);

    /// <param name="actor">The signed-in person, who therefore may use their account.</param>
    /// <param name="source">Their sign-in with the limit that is configured for it.</param>
    public static SubjectFacts Of(Actor actor, FactSource source)
    {
        Fact<T> Stated<T>(T value) => new(value, source, actor.FactsAt);
        Dictionary<string, Fact<ValueList<string>>>? All(IReadOnlyDictionary<string, ValueList<string>>? values) =>
            values?.ToDictionary(value => value.Key, value => Stated(value.Value), StringComparer.Ordinal);
        return new SubjectFacts(
            actor.Id,
            actor.Groups is null ? null : Stated<IReadOnlySet<string>>(actor.Groups.ToHashSet(StringComparer.Ordinal)),
            actor.Kind,
            Stated(actor.Roles),
            null,
            All(actor.Claims),
            All(actor.Attributes));
    }
}
