namespace JitPortal.Domain.Targets;

/// <summary>A system that access is given on. Its address and kind never change: another address is another target.</summary>
public readonly record struct TargetId(Guid Value)
{
    public static TargetId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
