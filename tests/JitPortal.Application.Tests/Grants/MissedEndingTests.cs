using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

public sealed class MissedEndingTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task CountMissedEndings_AfterANightAway_CountsWhatCameDueAndNobodyBegan(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, TimeSpan.FromMinutes(10));
        await scene.ActiveGrantAsync(scene.Jon, scene.Automatic, TimeSpan.FromHours(2));
        var begun = await scene.ActiveGrantAsync(scene.Bo, scene.Automatic, TimeSpan.FromMinutes(10));
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Bo, new GrantId(begun.Id), CancellationToken.None));
        (await world.Get<CountMissedEndings>().RunAsync(CancellationToken.None)).ShouldBe(0);

        time.Advance(TimeSpan.FromMinutes(20));

        (await world.Get<CountMissedEndings>().RunAsync(CancellationToken.None)).ShouldBe(1);
        await scene.RevokeDueAsync();
        (await world.Get<CountMissedEndings>().RunAsync(CancellationToken.None)).ShouldBe(0);
    }
}
