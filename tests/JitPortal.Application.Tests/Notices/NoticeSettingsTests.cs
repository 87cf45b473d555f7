using JitPortal.Application.Notices;
using JitPortal.Domain.Notices;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Notices;

/// <summary>What a person's browser and the person say about their notices.</summary>
public sealed class NoticeSettingsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Zone_OfManyPagesOpenedAtOnce_IsRememberedOnceAndFailsNone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var remember = world.Get<RememberZone>();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => remember.RunAsync(world.Scene.Jon, "Asia/Tokyo", None))));

        (await world.Get<ReadNoticeSettings>().RunAsync(world.Scene.Jon, None)).Zone.ShouldBe("Asia/Tokyo");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task FirstChoice_MadeWhileThePageOpens_IsKeptBesideTheZone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (remember, change) = (world.Get<RememberZone>(), world.Get<ChangeNoticeSettings>());

        await Task.WhenAll(Enumerable.Range(0, 8).SelectMany(_ => new[]
        {
            Task.Run(() => remember.RunAsync(world.Scene.Jon, "Asia/Tokyo", None)),
            Task.Run(() => Scene.Must(change.RunAsync(world.Scene.Jon, NoticeTopic.ToDecide, None))),
        }));

        var settings = await world.Get<ReadNoticeSettings>().RunAsync(world.Scene.Jon, None);
        (settings.Zone, settings.MailOff).ShouldBe(("Asia/Tokyo", NoticeTopic.ToDecide));
    }
}
