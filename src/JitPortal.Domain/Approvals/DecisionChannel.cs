namespace JitPortal.Domain.Approvals;

/// <summary>What an approver decided with. Every channel asks the same of them; the record says which it was.</summary>
public enum DecisionChannel
{
    /// <summary>The inbox.</summary>
    Web = 1,

    /// <summary>The page without a circuit that a message links to.</summary>
    Phone = 2,

    /// <summary>A program with the approver's own token.</summary>
    Api = 3,
}
