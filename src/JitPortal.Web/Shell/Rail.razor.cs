using System.Security.Claims;
using JitPortal.Domain.People;
using JitPortal.Web.People;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>The navigation at the left; icons only between 700 and 1439 px.</summary>
public sealed partial class Rail
{
    [Parameter, EditorRequired]
    public required ShellCounts Counts { get; set; }

    [Parameter, EditorRequired]
    public required ClaimsPrincipal User { get; set; }

    /// <summary>"Approver", "Administrator, Auditor"; nothing for somebody who only asks.</summary>
    private string Roles =>
        string.Join(", ", Enum.GetValues<PortalRole>().Where(role => role is not (PortalRole.None or PortalRole.Requester) && User.IsInRole(role.ToString())).Select(PersonWords.Role));
}
