using System.Net;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

/// <summary>What an address can say that no page wrote: it is answered in words, never with an error.</summary>
public sealed class AddressTests(PortalHost host)
{
    [Theory]
    [InlineData("tove", "/audit?before=abc", "“abc” is not the number of an event.")]
    [InlineData("tove", "/audit?before=99999999999999999999", "is not the number of an event.")]
    [InlineData("tove", "/audit?event=abc", "“abc” is not the number of an event.")]
    [InlineData("tove", "/admin/people?after=x", "nobody of that number is known")]
    [InlineData("tove", "/admin/people?after=00000000-0000-0000-0000-000000000001", "nobody of that number is known")]
    [InlineData("mira", "/access?grant=x", "You hold no such access.")]
    [InlineData("mira", "/access?grant=00000000-0000-0000-0000-000000000001", "You hold no such access.")]
    public async Task Place_ThatIsNone_IsSaidInWords(string person, string address, string words)
    {
        using var browser = await host.SignedInAsync(person);

        WebUtility.HtmlDecode(await browser.Http.GetStringAsync(address)).ShouldContain(words);
    }

    [Theory]
    [InlineData("mira", "/notices", "unread", "1")]
    [InlineData("mira", "/requests", "state", "lost")]
    [InlineData("bo", "/approvals/decided", "by", "whom")]
    [InlineData("tove", "/admin/people", "kind", "ghosts")]
    public async Task Filter_ThatIsNone_ShowsAllAndMarksThat(string person, string address, string name, string value)
    {
        using var browser = await host.SignedInAsync(person);

        var page = await browser.Http.GetStringAsync($"{address}?{name}={value}");

        page.ShouldMatch($"aria-current=\"page\" data-testid=\"{name}-\"");
    }
}
