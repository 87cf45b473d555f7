using System.Globalization;
using System.Text.RegularExpressions;
using JitPortal.TestKit.Issuers;
using JitPortal.TestKit.Servers;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>The second part of <c>docs/tour.md</c>: an empty portal, with an issuer and a PostgreSQL of one's own, up to the first grant.</summary>
public sealed class OwnSystemsStory
{
    private const string Password = "made-for-the-portal-alone";

    /// <summary>As the page of the target shows them, with the names filled in.</summary>
    private const string Accounts = $"""
        CREATE ROLE app_rw NOLOGIN;
        CREATE ROLE app_owner NOLOGIN;
        CREATE ROLE jit_portal LOGIN CREATEROLE PASSWORD '{Password}';
        GRANT app_rw TO jit_portal WITH ADMIN OPTION;
        GRANT app_owner TO jit_portal;
        GRANT pg_signal_backend TO jit_portal;
        """;

    [Fact]
    public async Task Tour_OfOnesOwnSystems_EndsWithTheFirstGrant()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync(Accounts);
        await server.ExecuteAsync("create database shop");
        var portal = new PortalProcess();
        await using var issuer = await OidcProvider.StartAsync(portal.Address);
        UseIssuer(portal, issuer);
        await using var browsers = new BrowserFixture(portal);
        await browsers.InitializeAsync();

        var tina = await SignInAsync(browsers, "u-tina");
        await ConnectAsync(tina, server);
        await OfferAsync(tina);
        await WritePolicyAsync(tina);
        await AskBeforeAnybodyIsKnownAsync(tina);
        var mark = await SignInAsync(browsers, "u-mark");
        await ApproveAsync(tina, mark);
        await UseAndGiveBackAsync(tina);

        (await portal.RunCommandAsync("audit", "verify")).ShouldBe(0);
    }

    private static void UseIssuer(PortalProcess portal, OidcProvider issuer)
    {
        portal.Settings["Demo__Enabled"] = "false";
        portal.Settings["Auth__Mode"] = "Oidc";
        portal.Settings["Auth__Authority"] = issuer.Url;
        portal.Settings["Auth__ClientSecret"] = OidcProvider.ClientSecret;
        portal.Settings["Auth__Scopes"] = "openid profile email roles groups";
    }

    /// <summary>Through the issuer's own pages: who, and consent.</summary>
    private static async Task<IPage> SignInAsync(BrowserFixture browsers, string login)
    {
        var page = await browsers.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.GotoAsync(browsers.Portal.Address);
        await page.Locator("input[name=login]").FillAsync(login);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.Locator("form[data-prompt=consent] button").ClickAsync();
        await BrowserFixture.LiveAsync(page);
        return page;
    }

    private static async Task ConnectAsync(IPage tina, PostgresServer server)
    {
        await GoAsync(tina, "/admin/targets/new?kind=postgresql");
        await tina.GetByTestId("target-name").FillAsync("shop-pg");
        await tina.GetByTestId("setting-host").FillAsync(server.Host);
        await tina.GetByTestId("setting-port").FillAsync(server.Port.ToString(CultureInfo.InvariantCulture));
        await tina.GetByTestId("setting-database").FillAsync("shop");
        await tina.GetByTestId("setting-user").FillAsync("jit_portal");
        await tina.GetByTestId("setting-sslMode").SelectOptionAsync("disable");
        await tina.GetByTestId("setting-heir").FillAsync("app_owner");
        await tina.GetByTestId("setting-secret").FillAsync(Password);
        await tina.GetByTestId("test-target").ClickAsync();
        await tina.GetByTestId("test-verdict").WaitForAsync();
        await tina.GetByTestId("save-target").ClickAsync();
        (await tina.GetByTestId("target-heading").InnerTextAsync()).ShouldBe("shop-pg");
    }

    private static async Task OfferAsync(IPage tina)
    {
        await tina.GetByTestId("add-entitlement").ClickAsync();
        await tina.GetByTestId("new-resource").FillAsync("shop-db");
        await tina.GetByTestId("new-role").FillAsync("Write");
        await tina.GetByTestId("new-description").FillAsync("Reads and changes the shop's tables.");
        await tina.GetByTestId("setting-role").FillAsync("app_rw");
        await tina.GetByTestId("create-entitlement").ClickAsync();
        await tina.GetByTestId("entitlement-shop-db-Write").WaitForAsync();
    }

    /// <summary>From a template; there is one administrator, who therefore publishes alone, and everybody is told.</summary>
    private static async Task WritePolicyAsync(IPage tina)
    {
        await GoAsync(tina, "/policies/new");
        await tina.GetByTestId("template-write-by-owner").ClickAsync();
        await tina.GetByTestId("rules[0].effect.stages[0].approvers[0].name").FillAsync("managers");
        await tina.GetByTestId("propose").ClickAsync();
        await tina.GetByTestId("in-force").GetByText("v1 in force").WaitForAsync();
    }

    /// <summary>A group of which the portal has seen nobody yet cannot agree, and it says what to do.</summary>
    private static async Task AskBeforeAnybodyIsKnownAsync(IPage tina)
    {
        await FillAsync(tina);
        await tina.GetByTestId("preview").GetByText("ask them to sign in here once").WaitForAsync();
    }

    private static async Task ApproveAsync(IPage tina, IPage mark)
    {
        await FillAsync(tina);
        await tina.GetByText("One of managers must agree.").WaitForAsync();
        await tina.GetByTestId("request-access").ClickAsync();
        await tina.WaitForURLAsync(new Regex("/requests/"));
        await GoAsync(mark, "/approvals");
        await mark.GetByText("shop-db, Write").First.ClickAsync();
        await mark.GetByTestId("approve").ClickAsync();
    }

    private static async Task UseAndGiveBackAsync(IPage tina)
    {
        await using var session = await OrdersAccess.UseAsync(tina);
        (await session.ScalarAsync("select pg_has_role('app_rw', 'member')")).ShouldBe(true);
        await tina.GetByTestId("give-back").ClickAsync();
        await tina.GetByText("Ended: given back, verified on the target").WaitForAsync();
        await session.ShouldBeGoneAsync();
    }

    private static async Task FillAsync(IPage tina)
    {
        await GoAsync(tina, "/?resource=shop-db&role=Write&for=30m&reason=Mend%20a%20price");
        await tina.GetByTestId("preview").WaitForAsync();
    }

    private static async Task GoAsync(IPage page, string path)
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), path).ToString());
        await BrowserFixture.LiveAsync(page);
    }
}
