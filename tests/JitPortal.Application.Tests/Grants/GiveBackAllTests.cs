using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

public sealed class GiveBackAllTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task GiveBackAll_OpenEndingAndOthers_EndsExactlyTheCallersOpenOnes(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var ending = await scene.ActiveGrantAsync(scene.Mira, scene.SameRight, TimeSpan.FromHours(1));
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(ending.Id), CancellationToken.None));
        var active = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1));
        var scheduled = await scene.GrantOfAsync(await Scene.Must(scene.AskAsync(scene.Mira, scene.OnOwnAccount, TimeSpan.FromHours(1))));
        var jons = await scene.ActiveGrantAsync(scene.Jon, scene.Automatic, TimeSpan.FromHours(1));

        (await Scene.Must(world.Get<GiveBackAll>().RunAsync(scene.Mira, CancellationToken.None))).ShouldBe(2);
        await scene.RevokeDueAsync();

        foreach (var id in new[] { ending.Id, active.Id, scheduled.Id })
            (await scene.GrantAsync(id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.EndReason.ShouldBe(EndReason.GivenBack));
        (await scene.GrantAsync(jons.Id)).State.ShouldBe(GrantState.Active);
        (await Scene.Must(world.Get<GiveBackAll>().RunAsync(scene.Mira, CancellationToken.None))).ShouldBe(0);
    }
}
