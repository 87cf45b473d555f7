namespace JitPortal.Domain.People;

/// <summary>What a person may do in the portal itself. Roles add up; none includes another.</summary>
[Flags]
public enum PortalRole
{
    None = 0,
    Requester = 1,
    Approver = 2,
    Administrator = 4,
    Auditor = 8,
}
