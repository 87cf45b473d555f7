using Bunit;
using JitPortal.Application.Grants;
using JitPortal.Application.Targets;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Targets;
using JitPortal.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Targets;

/// <summary>What an administrator sees of a removal that fails, and how two of them give up on it (I-11).</summary>
public sealed class DebtTableTests : Page
{
    [Fact]
    public async Task Debt_TargetFails_ShowsTheErrorInWordsAndTheTries()
    {
        var grant = await OverdueAsync();
        SignIn(Scene.Tove);

        var table = Table(await DebtAsync());

        var row = table.Find($"[data-testid=debt-{grant:N}]");
        row.TextContent.ShouldContain("Mira Kovač");
        row.TextContent.ShouldContain("stock-db, Read");
        row.TextContent.ShouldContain((await DebtAsync()).Single().LastError!);
        row.QuerySelector("td.numeric")!.TextContent.ShouldNotBe("0");
    }

    [Fact]
    public async Task ForceClose_Proposed_WaitsForSomebodyElse()
    {
        await OverdueAsync();
        SignIn(Scene.Tove);

        var proposing = Table(await DebtAsync());
        await proposing.Find("[data-testid=force-reason]").InputAsync("The server was scrapped");
        await proposing.Find("details.force form").SubmitAsync();

        var own = Table(await DebtAsync());
        own.Find("[data-testid=force-proposal]").TextContent.ShouldContain("The server was scrapped");
        own.FindAll("[data-testid=force-agree]").ShouldBeEmpty("one alone cannot");
    }

    [Fact]
    public async Task ForceClose_SecondAdministratorAgrees_StaysInTheTable()
    {
        var grant = await OverdueAsync();
        var second = await Scene.SignInAsync(Portal, "wim", "Wim", PortalRole.Administrator);
        await Scene.Must(Get<AskForceClose>().RunAsync(Scene.Tove, new GrantId(grant), "The server was scrapped", CancellationToken.None));
        SignIn(second);

        var agreeing = Table(await DebtAsync(second));
        agreeing.Find("[data-testid=force-proposal]").TextContent.ShouldContain("Tove Dahl proposes to give up");
        await agreeing.Find("[data-testid=force-agree]").ClickAsync();

        var closed = (await DebtAsync()).Single();
        (closed.Id.Value, closed.State, closed.Evidence).ShouldBe((grant, GrantState.Ended, EvidenceKind.Forced));
        Table(await DebtAsync()).Find("[data-testid=force-closed]").TextContent.ShouldContain("Nobody has seen that it is gone");
    }

    [Fact]
    public async Task ForceClose_AuditorOrNotOverdue_IsNotOffered()
    {
        await OverdueAsync();
        SignIn(Scene.Tove);

        Table(await DebtAsync(), mayAct: false).FindAll("[data-testid=force-ask]").ShouldBeEmpty();
        Table([.. (await DebtAsync()).Select(g => g with { Overdue = false })]).FindAll("[data-testid=force-ask]").ShouldBeEmpty();
    }

    private IRenderedComponent<DebtTable> Table(IReadOnlyList<GrantView> debt, bool mayAct = true) =>
        Show<DebtTable>(p => p.Add(t => t.Debt, debt).Add(t => t.Count, debt.Count).Add(t => t.MayAct, mayAct));

    private async Task<IReadOnlyList<GrantView>> DebtAsync(Actor? reader = null) =>
        (await Scene.Must(Get<ReadOperations>().RunAsync(reader ?? Scene.Tove, CancellationToken.None))).Debt;

    private async Task<Guid> OverdueAsync()
    {
        var request = await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Automatic, TimeSpan.FromHours(1)));
        var grant = await Eventually.GetAsync(async () => await Scene.GrantOfAsync(request) is { State: GrantState.Active } active ? active : null, "it is open");
        Oracle.Misbehave(OracleFault.Reset);
        await using var db = Get<PortalDbFactory>().Create();
        var end = TimeProvider.System.GetUtcNow() - GrantViews.OverdueAfter - TimeSpan.FromSeconds(5);
        await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.EndsAt, end));
        await Eventually.TrueAsync(async () => await Scene.GrantAsync(grant.Id) is { State: GrantState.Revoking, Attempts: > 0 }, "it was tried");
        return grant.Id;
    }
}
