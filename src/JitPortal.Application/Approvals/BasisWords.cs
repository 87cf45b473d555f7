using JitPortal.Domain.Policies;
using JitPortal.Domain.Texts;

namespace JitPortal.Application.Approvals;

/// <summary>What makes somebody an approver, as the record of a decision and their inbox say it.</summary>
internal static class BasisWords
{
    /// <summary>"in database-owners"; names no person, so it may stand in the audit log.</summary>
    public static Said Of(Approver basis) => basis switch
    {
        Approver.Group group => Both($"in {group.Name}"),
        Approver.Owner => Both("owner of the resource"),
        Approver.Manager => Both("manager of the requester"),
        _ => Both("named as an approver"),
    };

    /// <param name="absent">In whose seat, by name; <see langword="null"/> for one's own.</param>
    public static string WhyYou(Approver basis, string? absent) => absent is null
        ? basis switch
        {
            Approver.Group group => T($"You are in {group.Name}."),
            Approver.Owner => T("You own this resource."),
            Approver.Manager => T("You are the requester’s manager."),
            _ => T("You are named as an approver."),
        }
        : T($"You stand in for {absent}, who is {Of(basis)}.");
}
