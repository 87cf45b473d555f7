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
        Directory.CreateDirectory(Path.Combine(other.DataFolder, "keys"));
        File.Copy(Path.Combine(browsers.Portal.DataFolder, "keys", "master.key"), Path.Combine(other.DataFolder, "keys", "master.key"));
        await other.StartAsync();
        var jon = await browsers.SignInAsync("jon");
        var bo = await browsers.SignInAsync("bo", other);
        await browsers.GoAsync(bo, "bo", "/approvals", other);

        await OrdersAccess.AskToWriteAsync(jon, Reason);
        await OrdersAccess.ApproveForAMinuteAsync(bo, Reason);
        await using var session = await OrdersAccess.UseAsync(jon);
        (await session.ScalarAsync("select count(*) from refunds where stuck")).ShouldBe(2L);

        await browsers.GoAsync(bo, "bo", new Uri(jon.Url).AbsolutePath, other);
        await jon.GetByTestId("give-back").ClickAsync();
        await bo.GetByText("Ended: given back, verified on the target").WaitForAsync();
        await session.ShouldBeGoneAsync();
        (await other.RunCommandAsync("audit", "verify")).ShouldBe(0);
    }

    private static PortalProcess NodeOn(PostgresServer database) => new()
    {
        Settings = { ["Data__Provider"] = "PostgreSql", ["Data__PostgreSql"] = database.ConnectionString("portal", pooling: true) },
    };
}
