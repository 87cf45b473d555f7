using JitPortal.Application.Approvals;
using JitPortal.Application.Catalog;
using JitPortal.Application.Targets;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>What a target that cannot be used does with open sessions is not known, which is not the same as cutting them.</summary>
public sealed class UnusableTargetTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Residual_OfATargetThatCannotBeUsed_IsNotKnown(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, TimeSpan.FromHours(1)));
        (await ResidualsAsync(world)).ShouldBe([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero]);

        await using (var db = world.Db())
            await db.Targets.ExecuteUpdateAsync(s => s.SetProperty(t => t.Settings, "no port"));
        await world.Get<TargetConnectors>().RefreshAsync(None);

        (await ResidualsAsync(world)).ShouldBe([null, null, null]);
    }

    /// <summary>As an approver, a requester and an administrator are told.</summary>
    private static async Task<IReadOnlyList<TimeSpan?>> ResidualsAsync(World world) =>
    [
        (await world.Get<ListApprovals>().RunAsync(world.Scene.Bo, None)).ShouldHaveSingleItem().Residual,
        (await world.Get<ListCatalog>().RunAsync(world.Scene.Mira, None)).Select(item => item.Residual).Distinct().ShouldHaveSingleItem(),
        (await Scene.Must(world.Get<ListTargets>().RunAsync(world.Scene.Tove, None))).ShouldHaveSingleItem().Residual,
    ];
}
