namespace JitPortal.Domain.Policies;

/// <summary>Facts that cost a look-up of their own; what no rule of an entitlement reads need not be looked up for it.</summary>
[Flags]
public enum FactFamily
{
    None = 0,
    Holdings = 1,
    History = 2,
    Residual = 4,
    Deciders = 8,
}
