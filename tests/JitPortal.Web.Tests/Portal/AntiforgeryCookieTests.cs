using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Portal;

public sealed class AntiforgeryCookieTests(PortalHost host)
{
    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public void Cookie_OverHttps_IsNeverSentInPlain(string scheme, bool secure)
    {
        var context = new DefaultHttpContext { RequestServices = host.Services };
        context.Request.Scheme = scheme;

        host.Services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);

        context.Response.Headers.SetCookie.Single()!.Contains("; secure", StringComparison.Ordinal).ShouldBe(secure);
    }
}
