using System.Globalization;
using System.Text.RegularExpressions;
using JitPortal.TestKit.Servers;
using Microsoft.Playwright;
using Npgsql;
using Shouldly;

namespace JitPortal.E2E;

/// <summary>Asking for a role on a database, and using what a person is shown: the line to paste and the password.</summary>
internal static class OrdersAccess
{
    public static async Task AskToWriteAsync(IPage page, string reason)
    {
        await page.GetByTestId("resource-orders-db").ClickAsync();
        await page.GetByTestId("role-Write").CheckAsync();
        await page.GetByTestId("length-other").CheckAsync();
        await page.GetByTestId("length-text").FillAsync("5m");
        await page.GetByTestId("reason").FillAsync(reason);
        await page.GetByText("One of database-owners must agree.").WaitForAsync();
        await page.GetByTestId("request-access").ClickAsync();
        await page.WaitForURLAsync(new Regex("/requests/"));
    }

    /// <summary>From the inbox, where it came without a reload.</summary>
    public static async Task ApproveForAMinuteAsync(IPage page, string reason)
    {
        await page.GetByTestId("approvals").GetByRole(AriaRole.Link).Filter(new() { HasText = "orders-db, Write" }).First.ClickAsync();
        await page.GetByText(reason).First.WaitForAsync();
        await page.GetByTestId("shorter-length").SelectOptionAsync(new SelectOptionValue { Value = "00:01:00" });
        await page.GetByTestId("approve-shorter").ClickAsync();
    }

    /// <summary>Presses the button and waits for what it shows.</summary>
    public static async Task<string> RevealAsync(IPage page)
    {
        await page.GetByTestId("reveal").ClickAsync();
        var secret = page.GetByTestId("secret-value");
        await Eventually.TrueAsync(async () => (await secret.InnerTextAsync()).Length > 20, "the password is shown");
        return (await secret.InnerTextAsync()).Trim();
    }

    /// <summary>psql 'postgresql://jit_…@127.0.0.1:5432/orders?sslmode=disable'</summary>
    private static async Task<NpgsqlConnectionStringBuilder> LoginLineAsync(IPage page)
    {
        var text = await page.Locator("body").InnerTextAsync();
        var found = Regex.Match(text, "postgresql://(jit_[0-9a-f]{32})@([^:]+):([0-9]+)/([a-z]+)", RegexOptions.None, TimeSpan.FromSeconds(1));
        found.Success.ShouldBeTrue("the card shows a line to paste");
        return new NpgsqlConnectionStringBuilder
        {
            Username = found.Groups[1].Value,
            Host = found.Groups[2].Value,
            Port = int.Parse(found.Groups[3].Value, CultureInfo.InvariantCulture),
            Database = found.Groups[4].Value,
            Pooling = false,
            SslMode = SslMode.Disable,
        };
    }

    /// <summary>Takes what the page shows, the password and the line to paste, and logs in with it.</summary>
    public static async Task<OrdersSession> UseAsync(IPage page)
    {
        var secret = await RevealAsync(page);
        return await OrdersSession.OpenAsync(await LoginLineAsync(page), secret);
    }
}
