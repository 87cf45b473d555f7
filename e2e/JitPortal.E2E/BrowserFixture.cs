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

    internal PortalProcess Portal { get; } = new();

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
    internal async Task<IPage> SignInAsync(string person, PortalProcess? portal = null)
    {
        var page = await OpenAsync(person, new() { ViewportSize = new() { Width = 1440, Height = 900 } }, portal: portal);
        await LiveAsync(page);
        return page;
    }

    /// <summary>The same without waiting for a circuit: on a phone, or without any script.</summary>
    internal async Task<IPage> OpenAsync(string person, BrowserNewContextOptions options, string path = "/", PortalProcess? portal = null)
    {
        var context = await browser!.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync((portal ?? Portal).AddressOf(person) + path);
        await page.GetByTestId($"person-{person}").ClickAsync();
        return page;
    }

    internal async Task GoAsync(IPage page, string person, string path)
    {
        await page.GotoAsync(Portal.AddressOf(person) + path);
        await LiveAsync(page);
    }

    /// <summary>The circuit is up: what is clicked from here on is heard.</summary>
    internal static Task LiveAsync(IPage page) => page.GetByText("Live", new() { Exact = true }).First.WaitForAsync();

    private static string FindChromium() => new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No Chromium found (Debian: apt-get install chromium).");
}
