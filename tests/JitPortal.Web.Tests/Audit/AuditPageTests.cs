using System.Globalization;
using System.Reflection;
using Bunit;
using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Audit;
using JitPortal.Web.Shell;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Audit;

public sealed class AuditPageTests : Page
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Audit_EventInTheAddress_ShowsItWithWordsLinksAndHashes()
    {
        var vote = await VoteAsync();
        var page = await OpenAsync($"/audit?event={vote.Sequence}");

        page.WaitForElement("[data-testid=event-heading]").TextContent.ShouldBe("Vote");
        var facts = page.Find("[data-testid=event-facts]").TextContent;
        facts.ShouldSatisfyAllConditions(
            f => f.ShouldContain("Bo Berg"),
            f => f.ShouldContain("Mira Kovač"),
            f => f.ShouldContain("Duration30 min"),
            f => f.ShouldContain("Channelon the page for phones"),
            f => f.ShouldContain("Voteapproved"),
            f => f.ShouldContain("Half an hour will do"),
            f => f.ShouldContain(vote.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) + " UTC"),
            f => f.ShouldContain("Oslo"));
        page.Find("[data-testid=event-request]").GetAttribute("href").ShouldBe($"/requests/{vote.RequestId:N}");
        page.Find("[data-testid=event-link]").TextContent.ShouldBe(Convert.ToHexStringLower(vote.Link));
        page.Find("[data-testid=event-link-before]").TextContent.ShouldBe(Convert.ToHexStringLower((await RowAsync(vote.Sequence - 1)).Link));
        page.Find("[data-testid=event-holds]").TextContent.ShouldContain("The chain holds here");
    }

    [Fact]
    public async Task Audit_OpenedAndClosedByItsLinks_TheAddressAndTheFocusComeAlong()
    {
        var vote = await VoteAsync();
        var page = await OpenAsync("/audit?kind=request.");
        var link = page.WaitForElement($"[data-testid=event-{vote.Sequence}]").GetAttribute("href")!;
        link.ShouldEndWith($"kind=request.&event={vote.Sequence}");

        Follow(link, page);
        page.WaitForElement("[data-testid=event-heading]");
        JSInterop.VerifyFocusAsyncInvoke();
        page.Find($"[data-testid=event-{vote.Sequence}]").GetAttribute("aria-current").ShouldBe("true");
        page.Find("[data-testid=event-before]").GetAttribute("href").ShouldEndWith($"event={vote.Sequence - 1}");

        Follow(page.Find("[data-testid=event-close]").GetAttribute("href")!, page);
        page.WaitForAssertion(() => page.FindAll("[data-testid=event]").ShouldBeEmpty());
        page.WaitForAssertion(() => JSInterop.VerifyFocusAsyncInvoke(2));
    }

    [Fact]
    public async Task Audit_PersonalFieldErased_SaysErasedInsteadOfNothing()
    {
        var vote = await VoteAsync();
        await Scene.Must(Get<ErasePerson>().RunAsync(Scene.Tove, Scene.Bo.Id, CancellationToken.None));
        var page = await OpenAsync($"/audit?event={vote.Sequence}");

        page.WaitForElement("[data-testid=personal-reason]").TextContent.Trim().ShouldBe("Erased");
        page.Find("[data-testid=event-holds]").TextContent.ShouldContain("The chain holds here");
    }

    [Fact]
    public async Task Audit_EventTamperedWith_SaysWhatDoesNotHold()
    {
        var vote = await VoteAsync();
        await using var db = Portal.Databases.Create();
        await db.Audit.Where(a => a.Sequence == vote.Sequence).ExecuteUpdateAsync(s => s.SetProperty(a => a.Type, AuditTypes.RequestDenied));
        var page = await OpenAsync($"/audit?event={vote.Sequence}");

        page.WaitForElement("[data-testid=event-broken]").TextContent.ShouldContain("its columns do not say what its record says");
        page.FindAll("[data-testid=event-holds]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Audit_HeadOfTheLogIsMissing_SaysSoUnderTheList()
    {
        await VoteAsync();
        var page = await OpenAsync("/audit");
        page.WaitForElement("[data-testid=control-total]").TextContent.ShouldContain("none missing. End of the chain ");
        await using var db = Portal.Databases.Create();
        await db.AuditHead.ExecuteDeleteAsync();

        Follow("/audit?kind=request.", page);

        page.WaitForAssertion(() => page.Find("[data-testid=control-total]").TextContent.ShouldContain("The head of the log is missing, so nobody can say where it ends."));
        page.FindAll("[data-testid=audit] tbody tr").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("987654", "There is no event 987654.")]
    [InlineData("abc", "“abc” is not the number of an event.")]
    public async Task Audit_NoSuchEvent_SaysSoBesideTheList(string number, string words)
    {
        await VoteAsync();
        var page = await OpenAsync($"/audit?event={number}");

        page.WaitForElement("[data-testid=event-missing]").TextContent.ShouldContain(words);
        page.FindAll("[data-testid=audit] tbody tr").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Audit_LogGrows_TheOpenEventStaysAsItIs()
    {
        var vote = await VoteAsync();
        var page = await OpenAsync($"/audit?event={vote.Sequence}");
        page.WaitForElement("[data-testid=event]");
        var detail = page.FindComponent<EventDetail>().Instance;

        await Scene.Must(Scene.AskAsync(Scene.Jon, Scene.Asks, Hour));

        page.WaitForAssertion(() => page.Find("[data-testid=audit]").TextContent.ShouldContain("Jon Sørli: ledger-db"));
        page.FindComponent<EventDetail>().Instance.ShouldBeSameAs(detail);
    }

    [Fact]
    public void Words_EveryTypeThatIsRecorded_HasSome() =>
        typeof(AuditTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).Where(type => EventWords.Of(type) == type).ShouldBeEmpty();

    [Theory]
    [InlineData("policyVersion", "7", "Policy version", "7")]
    [InlineData("reason", "GivenBack", "Reason", "Given back")]
    [InlineData("evidence", "Observed", "Evidence", "Checked: gone")]
    [InlineData("assurance", "MultiFactor", "Assurance", "multi-factor sign-in")]
    [InlineData("ends", "1795600000000", "Ends", "Wed 25 Nov 2026, 09:46:40.000 UTC")]
    [InlineData("ends", "9223372036854775807", "Ends", "9223372036854775807")]
    [InlineData("duration", "5400", "Duration", "1 h 30 min")]
    [InlineData("duration", "-9223372036854775808", "Duration", "-9223372036854775808")]
    [InlineData("group", "", "Group", "none")]
    public void Words_OfAFact_AreForPeople(string name, string value, string shownName, string shownValue)
    {
        FactWords.Name(name).ShouldBe(shownName);
        FactWords.Value(new AuditFactView(name, value), ViewerClock.Utc).ShouldBe(shownValue);
    }

    private async Task<Storage.Audit.AuditRow> VoteAsync()
    {
        var request = await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, Hour));
        await Scene.Must(Get<DecideRequest>().RunAsync(Scene.Bo, request, new DecisionForm(true, Hour / 2, "Half an hour will do", DecisionChannel.Phone), CancellationToken.None));
        await using var db = Portal.Databases.Create();
        return await db.Audit.AsNoTracking().SingleAsync(a => a.Type == AuditTypes.VoteCast);
    }

    private async Task<Storage.Audit.AuditRow> RowAsync(long sequence)
    {
        await using var db = Portal.Databases.Create();
        return await db.Audit.AsNoTracking().SingleAsync(a => a.Sequence == sequence);
    }

    private async Task<IRenderedComponent<AuditPage>> OpenAsync(string address)
    {
        Services.AddSingleton(Get<BrowseAudit>());
        Services.AddSingleton(Get<ReadAuditEvent>());
        await SignInWithSessionAsync(Scene.Tove);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Show<AuditPage>(_ => { });
    }

    /// <summary>As the router does: the address changes, and the page gets its parameters anew.</summary>
    private void Follow(string href, IRenderedComponent<AuditPage> page)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(href);
        page.Render();
    }
}
