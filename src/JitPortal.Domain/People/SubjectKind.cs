namespace JitPortal.Domain.People;

/// <summary>What a subject is, by how its sign-in is registered here and never by the shape of a token.</summary>
public enum SubjectKind
{
    Person = 1,

    /// <summary>A service or a CI job. It asks and holds, and never decides.</summary>
    Workload = 2,
}
