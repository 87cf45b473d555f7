using System.Security.Claims;
using JitPortal.Domain.People;
using JitPortal.Web.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace JitPortal.Web.Shell;

/// <summary>The navigation at the left; icons only between 700 and 1439 px.</summary>
public sealed partial class Rail
{
    private ClaimsPrincipal user = new();

    [Parameter, EditorRequired]
    public required ShellCounts Counts { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Session { get; set; }

    /// <summary>"Approver", "Administrator, Auditor"; nothing for somebody who only asks.</summary>
    private string Roles =>
        string.Join(", ", Enum.GetValues<PortalRole>().Where(role => role is not (PortalRole.None or PortalRole.Requester) && user.IsInRole(role.ToString())).Select(PersonWords.Role));

    protected override async Task OnParametersSetAsync() => user = (await Session).User;
}
