using Microsoft.Playwright;
using Xunit;

namespace JitPortal.E2E;

/// <summary>One Chromium and one portal for a class of tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public BrowserFixture()
        : this(new PortalProcess())
    {
    }

    /// <param name="portal">One that is started in its own way; it is stopped with the browser.</param>
    internal BrowserFixture(PortalProcess portal) => Portal = portal;

    internal PortalProcess Portal { get; }

    public async ValueTask InitializeAsync()
    {
        await Portal.StartAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = FindChromium(), Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        await Portal.DisposeAsync();
    }

    /// <summary>A browser of their own for one person, signed in through the issuer's account picker.</summary>
    /// <param name="portal">Another one than the fixture's.</param>
    /// <param name="language">What the browser asks for; English without it.</param>
    internal async Task<IPage> SignInAsync(string person, PortalProcess? portal = null, string? language = null)
    {
        var page = await OpenAsync(person, new() { ViewportSize = new() { Width = 1440, Height = 900 }, Locale = language }, portal: portal);
        await LiveAsync(page);
        return page;
    }

    /// <summary>The same without waiting for a circuit: on a phone, or without any script.</summary>
    internal async Task<IPage> OpenAsync(string person, BrowserNewContextOptions options, string path = "/", PortalProcess? portal = null)
    {
        var page = await NewPageAsync(options);
        await page.GotoAsync((portal ?? Portal).AddressOf(person) + path);
        await page.GetByTestId($"person-{person}").ClickAsync();
        return page;
    }

    /// <summary>Another tab of the same browser, for another person under their own host name.</summary>
    internal async Task<IPage> SignInBesideAsync(IPage other, string person)
    {
        var page = await other.Context.NewPageAsync();
        await page.GotoAsync(Portal.AddressOf(person));
        await page.GetByTestId($"person-{person}").ClickAsync();
        await LiveAsync(page);
        return page;
    }

    /// <summary>A browser that nobody is signed in in.</summary>
    internal async Task<IPage> NewPageAsync(BrowserNewContextOptions options)
    {
        var context = await browser!.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <param name="portal">Another one than the fixture's.</param>
    internal async Task GoAsync(IPage page, string person, string path, PortalProcess? portal = null)
    {
        await page.GotoAsync((portal ?? Portal).AddressOf(person) + path);
        await LiveAsync(page);
    }

    /// <summary>Gives it back and sees it gone: nobody holds one access twice, so until then the next story could not ask for it.</summary>
    internal async Task GiveBackAsync(IPage page, string person, string request)
    {
        await GoAsync(page, person, "/requests/" + request);
        await page.GetByTestId("give-back").ClickAsync();
        await page.GetByText("Ended: given back, verified on the target").WaitForAsync();
    }

    /// <summary>The circuit is up: what is clicked from here on is heard.</summary>
    internal static Task LiveAsync(IPage page) => page.GetByTestId("live").Locator(".on").WaitForAsync();

    private static string FindChromium() => new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No Chromium found (Debian: apt-get install chromium).");
}
