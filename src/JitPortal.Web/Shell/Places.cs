using System.Security.Claims;
using JitPortal.Web.SignIn;

namespace JitPortal.Web.Shell;

/// <summary>Where the navigation leads whom. What a page shows and does is asked again by the page and its use cases.</summary>
internal static class Places
{
    public static Place Requests => new("requests", "/requests", "history", T("Requests"));

    public static Place Stop => new("stop", "/stop", "stop", T("Emergency stop")) { Danger = true };

    public static IReadOnlyList<Place> Everyday(ShellCounts counts) =>
    [
        new("catalogue", "/", "catalogue", T("Catalogue")) { Alone = true },
        new("access", "/access", "key", T("My access")) { Count = counts.Held },
        new("approvals", "/approvals", "inbox", T("Approvals")) { Count = counts.Waiting, Hot = true },
    ];

    /// <summary>For those who look after the portal or audit it; nothing for anybody else.</summary>
    public static IReadOnlyList<Place> Administration(ClaimsPrincipal user) => !user.MayOperate() ? [] :
    [
        new("admin", "/admin", "home", T("Overview")) { Alone = true },
        new("policies", "/policies", "shield", T("Policies")),
        .. user.MayAdminister() ? [new Place("targets", "/admin/targets", "plug", T("Targets"))] : Array.Empty<Place>(),
        new("people", "/admin/people", "users", T("People")),
        new("audit", "/audit", "list", T("Audit")),
    ];
}
