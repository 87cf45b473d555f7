using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using JitPortal.Web.Shell;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

public sealed class LanguageTests(PortalHost host)
{
    private const string Pseudo = "qps-Ploc";

    [Theory]
    [InlineData(Pseudo, Pseudo)]
    [InlineData("fi, en-GB;q=0.8, qps-Ploc;q=0.5", "en")]
    [InlineData("fi", "en")]
    [InlineData("en;;q=nonsense", "en")]
    public async Task Page_BrowserAsks_IsInTheFirstLanguageThatIsOffered(string asked, string shown)
    {
        await using var portal = host.WithWebHostBuilder(web => web.UseSetting("Languages:0", "en").UseSetting("Languages:1", Pseudo));

        (await PageAsync(portal, asked)).ShouldContain($"<html lang=\"{shown}\"");
    }

    [Fact]
    public async Task Api_WhateverIsAskedFor_AnswersInEnglish()
    {
        await using var portal = host.WithWebHostBuilder(web => web.UseSetting("Languages:0", Pseudo));
        using var program = portal.CreateClient();
        program.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", Pseudo);

        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Browser.WorkloadTokenAsync(host));

        var answer = await program.GetAsync($"/api/v1/requests/{Guid.NewGuid()}");

        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString().ShouldBe("There is no such request.");
        Regex.Unescape(await program.GetStringAsync("/api/v1/entitlements")).ShouldNotContain("⟦");
        (await PageAsync(portal, Pseudo)).ShouldContain("⟦");
    }

    [Fact]
    public async Task Page_LanguageIsNotOffered_IsEnglish() => (await PageAsync(host, Pseudo)).ShouldContain("<html lang=\"en\"");

    [Theory]
    [InlineData("fi")]
    [InlineData("no such language")]
    public void Languages_WithoutTexts_AreRefusedAtTheStart(string language)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Languages:0", "en"), new("Languages:1", language)]).Build();

        Should.Throw<CannotStartException>(() => Languages.Set(new RequestLocalizationOptions(), configuration)).Message.ShouldContain($"“{language}”");
    }

    private static async Task<string> PageAsync(WebApplicationFactory<App> portal, string asked)
    {
        using var browser = portal.CreateClient();
        browser.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", asked);
        return WebUtility.HtmlDecode(await browser.GetStringAsync("/signed-out"));
    }
}
