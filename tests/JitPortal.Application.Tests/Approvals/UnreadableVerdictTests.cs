using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>I-18 for requests: one whose verdict cannot be read, such as one of a newer build, is shown and decided by nobody; the others go on.</summary>
public sealed class UnreadableVerdictTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Verdict_ThatCannotBeRead_KeepsNobodyFromTheOthers(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var broken = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        var other = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        var past = world.Portal.Clock.GetUtcNow();
        await using (var db = world.Db())
        {
            await db.Requests.Where(r => r.Id == broken.Value)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.Verdict, "{{{").SetProperty(r => r.EscalatesAt, past).SetProperty(r => r.RemindsAt, past));
        }

        (await world.Get<ListApprovals>().RunAsync(scene.Bo, None)).ShouldHaveSingleItem().Request.Id.ShouldBe(other);
        (await world.Get<CountApprovals>().RunAsync(scene.Bo, None)).ShouldBe(1);
        (await Scene.Must(world.Get<ReadOperations>().RunAsync(scene.Tove, None))).WithoutApprover.ShouldHaveSingleItem().Id.ShouldBe(broken);
        await world.DecideDueAsync();
        (await scene.ApproveAsync(scene.Bo, broken)).Refusal.ShouldNotBeNull();
        (await world.Get<ReadRequest>().RunAsync(scene.Jon, broken, None)).Succeeded.ShouldBeTrue();
        await Scene.Must(scene.ApproveAsync(scene.Bo, other));
    }
}
