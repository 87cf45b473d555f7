using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>Two nodes on one PostgreSQL: whoever is on the other one sees everything as it happens.</summary>
public sealed class TwoNodesStory
{
    private const string Reason = "Requeue the refund of Havn Café";

    [Fact]
    public async Task AskOnOneNode_DecideOnTheOther_BothPagesTurnByThemselves()
    {
        await using var database = await PostgresServer.StartAsync();
        await database.ExecuteAsync("create database portal");
        await using var browsers = new BrowserFixture(NodeOn(database));
        await browsers.InitializeAsync();
        await using var other = NodeOn(database);
        other.Settings["Demo__Enabled"] = "false";   // the first has founded it
        Copy(Path.Combine(browsers.Portal.DataFolder, "keys"), Path.Combine(other.DataFolder, "keys"));
        await other.StartAsync();
        var jon = await browsers.SignInAsync("jon");
        var bo = await browsers.SignInAsync("bo", other);
        await bo.GotoAsync(other.AddressOf("bo") + "/approvals");
        await BrowserFixture.LiveAsync(bo);

        await OrdersAccess.AskToWriteAsync(jon, Reason);
        await OrdersAccess.ApproveForAMinuteAsync(bo, Reason);
        var secret = await OrdersAccess.RevealAsync(jon);
        var login = await OrdersAccess.LoginLineAsync(jon);
        await using var session = await OrdersAccess.OpenAsync(login, secret);
        (await OrdersAccess.ScalarAsync(session, "select count(*) from refunds where stuck")).ShouldBe(2L);

        var story = new Uri(jon.Url).AbsolutePath;
        await bo.GotoAsync(other.AddressOf("bo") + story);
        await BrowserFixture.LiveAsync(bo);
        await jon.GetByTestId("give-back").ClickAsync();
        await bo.GetByText("Ended: given back, verified on the target").WaitForAsync();
        await OrdersAccess.ShouldBeGoneAsync(session, login, secret);
        (await other.RunCommandAsync("audit", "verify")).ShouldBe(0);
    }

    private static PortalProcess NodeOn(PostgresServer database) => new()
    {
        Settings = { ["Data__Provider"] = "PostgreSql", ["Data__PostgreSql"] = database.ConnectionString("portal", pooling: true) },
    };

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
