using JitPortal.Application.People;
using JitPortal.Domain.People;

namespace JitPortal.Web.People;

/// <summary>What is known of somebody, in words; what is not known is said too.</summary>
public static class PersonWords
{
    /// <summary>"Approver, Auditor"; what everybody may do is not named.</summary>
    public static string Roles(PersonSummary person)
    {
        var roles = Enum.GetValues<PortalRole>().Where(role => role is not (PortalRole.None or PortalRole.Requester) && person.Roles.HasFlag(role)).Select(Role).ToList();
        return roles.Count > 0 ? string.Join(", ", roles) : person.IsWorkload ? T("Asks as a workload") : T("Asks");
    }

    public static string Role(PortalRole role) => role switch
    {
        PortalRole.Administrator => T("Administrator"),
        PortalRole.Auditor => T("Auditor"),
        PortalRole.Approver => T("Approver"),
        _ => T("Requester"),
    };

    public static string Groups(PersonSummary person) => person switch
    {
        { Groups: null } => T("not stated"),
        { Groups.Count: 0 } => T("in none"),
        { Groups: var groups } => string.Join(", ", groups),
    };

    /// <summary>As most can, so that a list points at the others.</summary>
    public static bool MayAct(PersonSummary person) => person is { ErasedAt: null, DisabledAt: null, FactsAt: not null };

    public static string State(PersonSummary person) => person switch
    {
        { ErasedAt: not null } => T("Erased"),
        { DisabledAt: not null } => T("Disabled"),
        { FactsAt: null } => T("Never signed in"),
        _ => T("May act"),
    };
}
