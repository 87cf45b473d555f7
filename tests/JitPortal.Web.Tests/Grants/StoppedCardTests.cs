using Bunit;
using JitPortal.Application.Grants;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Grants;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Grants;

public sealed class StoppedCardTests : Page
{
    [Theory]
    [InlineData(2, 2, 0, "2 of 2 ended", "good")]
    [InlineData(2, 1, 1, "1 of 2 ended", "waiting")]
    [InlineData(2, 1, 0, "1 of 2 ended with evidence", "bad")]
    public async Task Progress_IsGoodOnlyWithEvidenceForAll(int grants, int ended, int open, string words, string tone)
    {
        SignIn(Scene.Tove);
        await Scene.Must(Get<PlaceLock>().RunAsync(Scene.Tove, LockScope.Everything, "A laptop was stolen", CancellationToken.None));
        var stopped = (await Scene.Must(Get<ListLocks>().RunAsync(Scene.Tove, CancellationToken.None))).Single();

        var card = Show<StoppedCard>(p => p.Add(c => c.Lock, stopped with { GrantCount = grants, EndedCount = ended, OpenCount = open }));

        var progress = card.Find("[data-testid=stop-progress]");
        progress.TextContent.Trim().ShouldBe(words);
        progress.ClassList.ShouldContain(tone);
    }
}
