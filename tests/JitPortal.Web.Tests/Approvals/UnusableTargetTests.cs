using Bunit;
using JitPortal.Application.Approvals;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Approvals;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

/// <summary>Nobody approves in the belief that open sessions are cut, where the portal does not know it.</summary>
public sealed class UnusableTargetTests : Page
{
    [Fact]
    public async Task Detail_ResidualNotKnown_SaysSoAndPromisesNothing()
    {
        await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1)));
        SignIn(Scene.Bo);
        var item = (await Get<ListApprovals>().RunAsync(Scene.Bo, CancellationToken.None)).ShouldHaveSingleItem();

        Words(item).ShouldSatisfyAllConditions(words => words.ShouldContain("Open sessions are cut at the end."), words => words.ShouldNotContain("not known", Case.Insensitive));
        Words(item with { Residual = null }).ShouldSatisfyAllConditions(
            words => words.ShouldNotContain("Open sessions are cut"),
            words => words.ShouldContain("What becomes of a session that is open at the end is not known"));
    }

    private string Words(ApprovalItem item)
    {
        var detail = Show<ApprovalDetail>(p => p.Add(c => c.Item, item));
        return detail.Find("section[aria-labelledby=what]").TextContent + detail.Find("section[aria-labelledby=then]").TextContent;
    }
}
