using JitPortal.Web.SignIn;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

public sealed class SafeReturnTests(PortalHost host)
{
    [Theory]
    [InlineData("/approvals?id=1", "/approvals?id=1")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("approvals", "/")]
    [InlineData("//evil.test", "/")]
    [InlineData(@"/\evil.test", "/")]
    [InlineData("https://evil.test", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\t/evil.test", "/")]
    public void Path_Anything_StaysInsideThePortal(string? asked, string expected) => SafeReturn.Path(asked).ShouldBe(expected);

    /// <summary>An address of this portal that begins with two slashes is another host's to a browser that is sent there.</summary>
    [Fact]
    public async Task SignIn_ForAPageWhoseAddressBeginsWithTwoSlashes_LeadsOnlyToThePortal()
    {
        using var browser = host.Browser();

        (await browser.SignInAsync("mira", "http://localhost//evil.test/")).ShouldBe("/");
    }

    [Theory]
    [InlineData("/requests", "/requests")]
    [InlineData("//evil.test/requests", "/")]
    public async Task SignIn_WithReturnUrl_LeadsOnlyToThePortal(string asked, string expected)
    {
        using var browser = host.Browser();

        var returned = await browser.SignInAsync("mira", $"/sign-in?returnUrl={Uri.EscapeDataString(asked)}");

        returned.ShouldBe(expected);
    }
}
