namespace JitPortal.Domain.People;

/// <summary>A subject of access: a person or a workload. Opaque, so that audit leaves can outlive an erased name (I-36).</summary>
public readonly record struct PersonId(Guid Value)
{
    public static PersonId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
