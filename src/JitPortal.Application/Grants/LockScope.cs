using JitPortal.Domain.People;
using JitPortal.Domain.Targets;

namespace JitPortal.Application.Grants;

/// <summary>What a lock is about: one person with the workloads they own, one resource, one target, or everything.</summary>
/// <param name="Resource">A resource of <paramref name="Target"/>; <see langword="null"/> for all of it.</param>
public sealed record LockScope(PersonId? Person, TargetId? Target, string? Resource)
{
    public static readonly LockScope Everything = new(null, null, null);

    public static LockScope Of(PersonId person) => new(person, null, null);

    public static LockScope Of(TargetId target, string? resource = null) => new(null, target, resource);

    public bool IsEverything => Person is null && Target is null;
}
