using System.Text.RegularExpressions;
using JitPortal.TestKit.Servers;
using Microsoft.Playwright;
using Npgsql;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>The main job, in two browsers: ask, approve for less, use, and see it gone.</summary>
public sealed class DatabaseStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task AskForADatabaseRole_ApprovedShorter_IsUsedAndCutAtTheEnd()
    {
        var jon = await browsers.SignInAsync("jon");
        var bo = await browsers.SignInAsync("bo");
        await browsers.GoAsync(bo, "bo", "/approvals");

        await AskAsync(jon);
        await ApproveForAMinuteAsync(bo);

        // The requester's page turns by itself.
        await jon.GetByTestId("reveal").ClickAsync();
        var secret = await TextOfAsync(jon.GetByTestId("secret-value"));
        var login = await LoginLineAsync(jon);
        await using var session = await OpenAsync(login, secret);
        (await ScalarAsync(session, "select count(*) from refunds where stuck")).ShouldBe(2L);
        (await ScalarAsync(session, "update refunds set stuck = false where id = 3 returning id")).ShouldBe(3);

        await EndedAsync(jon);
        (await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync(session, "select 1"))).ShouldNotBeNull();
        (await Should.ThrowAsync<PostgresException>(() => OpenAsync(login, secret))).SqlState.ShouldBe("28P01");
        await EndedAsync(bo, await jon.EvaluateAsync<string>("location.pathname"));
        (await browsers.Portal.RunCommandAsync("audit", "verify")).ShouldBe(0);
        browsers.Portal.Output.ShouldNotContain(secret);
    }

    private static async Task AskAsync(IPage jon)
    {
        await jon.GetByText("orders-db").First.ClickAsync();
        await jon.GetByTestId("role-Write").CheckAsync();
        await jon.GetByTestId("length-other").CheckAsync();
        await jon.GetByTestId("length-text").FillAsync("5m");
        await jon.GetByTestId("reason").FillAsync("Requeue the refund of Havn Café");
        await jon.GetByText("One of database-owners must agree.").WaitForAsync();
        await jon.GetByTestId("request-access").ClickAsync();
        await jon.WaitForURLAsync(new Regex("/requests/"));
    }

    private static async Task ApproveForAMinuteAsync(IPage bo)
    {
        await bo.GetByText("orders-db, Write").First.ClickAsync();   // came without a reload
        await bo.GetByText("Requeue the refund of Havn Café").First.WaitForAsync();
        await bo.GetByTestId("shorter-length").SelectOptionAsync(new SelectOptionValue { Value = "00:01:00" });
        await bo.GetByTestId("approve-shorter").ClickAsync();
    }

    /// <summary>The story says how it ended and by which evidence.</summary>
    private async Task EndedAsync(IPage page, string? path = null)
    {
        if (path is not null)
            await browsers.GoAsync(page, "bo", path);
        await page.GetByText("Ended: its time is over, verified on the target").WaitForAsync(new() { Timeout = 150_000 });
        await page.GetByText("Open sessions ended: 1.").WaitForAsync();
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
            Port = int.Parse(found.Groups[3].Value, System.Globalization.CultureInfo.InvariantCulture),
            Database = found.Groups[4].Value,
            Pooling = false,
            SslMode = SslMode.Disable,
        };
    }

    private static async Task<string> TextOfAsync(ILocator locator)
    {
        await Eventually.TrueAsync(async () => (await locator.InnerTextAsync()).Length > 20, "the password is shown");
        return (await locator.InnerTextAsync()).Trim();
    }

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder login, string secret)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(login.ConnectionString) { Password = secret }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
