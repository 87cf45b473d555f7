using JitPortal.Application.People;
using JitPortal.Domain.People;

namespace JitPortal.Web.People;

/// <summary>What is known of somebody, in words; what is not known is said too.</summary>
public static class PersonWords
{
    /// <summary>"Approver, Auditor"; what everybody may do is not named.</summary>
    public static string Roles(PersonSummary person)
    {
        var roles = Enum.GetValues<PortalRole>().Where(role => role is not (PortalRole.None or PortalRole.Requester) && person.Roles.HasFlag(role)).Select(role => role.ToString()).ToList();
        return roles.Count > 0 ? string.Join(", ", roles) : person.IsWorkload ? "Asks as a workload" : "Asks";
    }

    public static string Groups(PersonSummary person) => person switch
    {
        { Groups: null } => "not stated",
        { Groups.Count: 0 } => "in none",
        { Groups: var groups } => string.Join(", ", groups),
    };

    public static string State(PersonSummary person) => person switch
    {
        { ErasedAt: not null } => "Erased",
        { DisabledAt: not null } => "Disabled",
        { FactsAt: null } => "Never signed in",
        _ => "May act",
    };
}
