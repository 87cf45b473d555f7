namespace JitPortal.Domain.Grants;

public readonly record struct LockId(Guid Value)
{
    public static LockId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
