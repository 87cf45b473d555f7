using JitPortal.Domain.Policies;

namespace JitPortal.Application.Approvals;

/// <summary>What makes somebody an approver, as the record of a decision and their inbox say it.</summary>
internal static class BasisWords
{
    /// <summary>"in database-owners"; names no person, so it may stand in the audit log.</summary>
    public static string Of(Approver basis) => basis switch
    {
        Approver.Group group => $"in {group.Name}",
        Approver.Owner => "owner of the resource",
        Approver.Manager => "manager of the requester",
        _ => "named as an approver",
    };

    /// <param name="absent">In whose seat, by name; <see langword="null"/> for one's own.</param>
    public static string WhyYou(Approver basis, string? absent) => absent is null
        ? basis switch
        {
            Approver.Group group => $"You are in {group.Name}.",
            Approver.Owner => "You own this resource.",
            Approver.Manager => "You are the requester’s manager.",
            _ => "You are named as an approver.",
        }
        : $"You stand in for {absent}, who is {Of(basis)}.";
}
