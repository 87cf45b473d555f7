using System.Security.Claims;
using Bunit;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

/// <summary>Where the navigation leads whom, and which place it says one is in.</summary>
public sealed class NavigationTests : Page
{
    [Theory]
    [InlineData(PortalRole.Requester, "")]
    [InlineData(PortalRole.Approver, "")]
    [InlineData(PortalRole.Auditor, "admin policies people audit")]
    [InlineData(PortalRole.Administrator, "admin policies targets people audit")]
    public void Administration_OfEachRole_IsWhatTheyMayOpen(PortalRole role, string expected)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role.ToString())], "test"));

        string.Join(' ', Places.Administration(user).Select(place => place.Name)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("/", "catalogue")]
    [InlineData("/?q=orders", "catalogue")]
    [InlineData("/access?grant=1#top", "access")]
    [InlineData("/approvals/decided", "approvals")]
    [InlineData("/approvalsheet", null)]
    [InlineData("/requests/1", null)]
    public async Task Page_InAPlace_IsSaidOnce(string address, string? expected)
    {
        var list = Show<NavList>(nav => nav.Add(n => n.Places, Places.Everyday(ShellCounts.None)).Add(n => n.Within, "nav"));

        await list.InvokeAsync(() => Services.GetRequiredService<NavigationManager>().NavigateTo(address));

        await list.WaitForAssertionAsync(() => list.FindAll("[aria-current=page]").Select(place => place.GetAttribute("data-testid"))
            .ShouldBe(expected is null ? [] : [$"nav-{expected}"]));
    }

    [Fact]
    public void Count_AboveZero_IsShownBesideItsPlace()
    {
        var list = Show<NavList>(nav => nav.Add(n => n.Places, Places.Everyday(new ShellCounts(Held: 2, Waiting: 0, Unread: 5))).Add(n => n.Within, "bar"));

        list.Find("[data-testid=bar-access-count]").TextContent.ShouldBe("2");
        list.FindAll("[data-testid=bar-approvals-count]").ShouldBeEmpty();
    }
}
