using JitPortal.Web.Shell;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

public sealed class OneAtATimeTests
{
    [Fact]
    public async Task Run_WhileSomethingIsUnderWay_DoesNothing()
    {
        var busy = new OneAtATime();
        var first = new TaskCompletionSource();
        var runs = 0;

        var running = busy.RunAsync(() => { runs++; return first.Task; });
        busy.Now.ShouldBeTrue();
        await busy.RunAsync(() => { runs++; return Task.CompletedTask; });
        runs.ShouldBe(1);

        first.SetResult();
        await running;
        busy.Now.ShouldBeFalse();
        await busy.RunAsync(() => { runs++; return Task.CompletedTask; });
        runs.ShouldBe(2);
    }

    [Fact]
    public async Task Run_ThatFails_IsOverAndSaysSo()
    {
        var busy = new OneAtATime();

        await Should.ThrowAsync<TimeoutException>(() => busy.RunAsync(() => throw new TimeoutException()));

        busy.Now.ShouldBeFalse();
    }
}
