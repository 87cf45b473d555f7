namespace JitPortal.Domain.Catalog;

/// <summary>A resource in one role on a target: the unit that can be requested.</summary>
public readonly record struct EntitlementId(Guid Value)
{
    public static EntitlementId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
