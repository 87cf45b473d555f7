using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>The main job, in two browsers: ask, approve for less, use, and see it gone.</summary>
public sealed class DatabaseStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    private const string Reason = "Requeue the refund of Havn Café";

    [Fact]
    public async Task AskForADatabaseRole_ApprovedShorter_IsUsedAndCutAtTheEnd()
    {
        var jon = await browsers.SignInAsync("jon");
        var bo = await browsers.SignInAsync("bo");
        await browsers.GoAsync(bo, "bo", "/approvals");

        await OrdersAccess.AskToWriteAsync(jon, Reason);
        await OrdersAccess.ApproveForAMinuteAsync(bo, Reason);

        // The requester's page turns by itself.
        await using var session = await OrdersAccess.UseAsync(jon);
        (await session.ScalarAsync("select count(*) from refunds where stuck")).ShouldBe(2L);
        (await session.ScalarAsync("update refunds set stuck = false where id = 3 returning id")).ShouldBe(3);

        await EndedAsync(jon);
        await session.ShouldBeGoneAsync();
        await EndedAsync(bo, await jon.EvaluateAsync<string>("location.pathname"));
        (await browsers.Portal.RunCommandAsync("audit", "verify")).ShouldBe(0);
        browsers.Portal.Output.ShouldNotContain(session.Secret);
    }

    /// <summary>The story says how it ended and by which evidence.</summary>
    private async Task EndedAsync(IPage page, string? path = null)
    {
        if (path is not null)
            await browsers.GoAsync(page, "bo", path);
        await page.GetByText("Ended: its time is over, verified on the target").WaitForAsync(new() { Timeout = 150_000 });
        await page.GetByText("Open sessions ended: 1.").WaitForAsync();
    }
}
