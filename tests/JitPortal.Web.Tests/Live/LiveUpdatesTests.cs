using Bunit;
using JitPortal.Application.Live;
using JitPortal.Domain.People;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Live;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Live;

/// <summary>One change that concerns every open page.</summary>
public sealed class LiveUpdatesTests : Page
{
    private static readonly int Places = 2 * Environment.ProcessorCount;

    private static readonly LiveEvent Happened = new(LiveEvent.NotInTheLog, "test.happened", null, null, Audience.All);

    private readonly TaskCompletionSource finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int opened;
    private int reading;
    private int most;
    private int read;
    private int urgent;

    [Fact]
    public async Task Change_ThatAllPagesShow_IsReadByAFewAtATimeAndByWhatIsUrgentAtOnce()
    {
        SignIn(Scene.Mira);
        var pages = Places + 3;
        for (var i = 0; i < pages; i++)
            Open(urgently: false, ReadAsync);
        Open(urgently: true, () =>
        {
            Interlocked.Increment(ref urgent);
            return Task.CompletedTask;
        });

        Get<ILiveEvents>().Publish([Happened]);

        await Eventually.TrueAsync(() => Volatile.Read(ref reading) >= Places, "all places are taken");
        await Eventually.TrueAsync(() => Volatile.Read(ref urgent) == 2, "what is urgent waits for none of them");
        finish.SetResult();
        await Eventually.TrueAsync(() => Volatile.Read(ref read) == pages, "the others have their turn");
        most.ShouldBe(Places);
    }

    [Fact]
    public async Task Change_WhileTheBrowserIsAway_IsReadWhenItComesBack()
    {
        SignIn(Scene.Mira);
        var (reads, looked) = (0, 0);
        Show<LiveUpdates>(page => page
            .Add(updates => updates.Read, EventCallback.Factory.Create(this, () => Interlocked.Increment(ref reads)))
            .Add(updates => updates.Concerns, _ => ++looked > 0));
        var circuit = Services.GetRequiredService<CircuitPresence>();
        await circuit.OnConnectionDownAsync(null!, CancellationToken.None);

        Get<ILiveEvents>().Publish([Happened]);
        looked.ShouldBe(0, "nobody would see it");

        await circuit.OnConnectionUpAsync(null!, CancellationToken.None);
        await Eventually.TrueAsync(() => Volatile.Read(ref reads) == 2, "it reads once more when somebody looks again");
        Get<ILiveEvents>().Publish([Happened]);
        looked.ShouldBe(1);
    }

    [Fact]
    public async Task Change_WhileTheDatabaseIsAway_IsReadOnceItIsBack()
    {
        SignIn(Scene.Mira);
        var reads = 0;
        Show<LiveUpdates>(page => page
            .Add(updates => updates.Read, EventCallback.Factory.Create(this, () =>
            {
                if (Interlocked.Increment(ref reads) == 2)
                    throw new Microsoft.Data.Sqlite.SqliteException("The database is locked.", 5);
            })));

        Get<ILiveEvents>().Publish([Happened]);

        await Eventually.TrueAsync(() => Volatile.Read(ref reads) == 3, "it asks again");
    }

    [Fact]
    public async Task CatchUp_IsReadWhateverThePageCaresAbout_ButNotWhereSomebodyFillsIn()
    {
        SignIn(Scene.Mira);
        var (shown, filledIn) = (0, 0);
        Show<LiveUpdates>(page => page
            .Add(updates => updates.Read, EventCallback.Factory.Create(this, () => Interlocked.Increment(ref filledIn)))
            .Add(updates => updates.Once, true));
        Show<LiveUpdates>(page => page
            .Add(updates => updates.Read, EventCallback.Factory.Create(this, () => Interlocked.Increment(ref shown)))
            .Add(updates => updates.Concerns, _ => false));

        Get<ILiveEvents>().Publish([Happened, LiveEvent.CatchUp]);

        await Eventually.TrueAsync(() => Volatile.Read(ref shown) == 2, "as it opened, and once more");
        filledIn.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Change_ThatTellsSomebodyElse_IsReadByAPageAboutThatOneThing(bool aboutOneThing, int times)
    {
        SignIn(Scene.Mira);
        var (reads, asOthers) = (0, 0);
        Show<LiveUpdates>(page => page
            .Add(updates => updates.Read, EventCallback.Factory.Create(this, () => Interlocked.Increment(ref reads)))
            .Add(updates => updates.AboutOneThing, aboutOneThing));
        Show<LiveUpdates>(page => page.Add(updates => updates.Read, EventCallback.Factory.Create(this, () => Interlocked.Increment(ref asOthers))));

        Get<ILiveEvents>().Publish([Happened with { Audience = new([Scene.Jon.Id], []) }]);
        await Eventually.TrueAsync(() => Volatile.Read(ref reads) == times, "the page has read");
        Get<ILiveEvents>().Publish([Happened]);

        await Eventually.TrueAsync(() => Volatile.Read(ref asOthers) == 2, "the other one reads what is for everybody");
        await Eventually.TrueAsync(() => Volatile.Read(ref reads) == times + 1, "and so does this one");
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        finish.TrySetResult();   // or the pages wait for their reading for ever
        await base.DisposeAsyncCore();
    }

    private void Open(bool urgently, Func<Task> onRead) => Show<LiveUpdates>(page => page
        .Add(updates => updates.Read, EventCallback.Factory.Create(this, onRead))
        .Add(updates => updates.Urgent, urgently));

    private async Task ReadAsync()
    {
        if (Interlocked.Increment(ref opened) <= Places + 3)
            return;   // the first one, as the page opens, waits for nobody
        most = Math.Max(most, Interlocked.Increment(ref reading));
        await finish.Task;
        Interlocked.Decrement(ref reading);
        Interlocked.Increment(ref read);
    }
}
