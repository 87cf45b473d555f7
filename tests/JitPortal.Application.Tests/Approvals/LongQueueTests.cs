using JitPortal.Application.Approvals;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>A thousand older requests that wait for others keep nobody from their own.</summary>
public sealed class LongQueueTests
{
    /// <summary>More than are read at a time.</summary>
    private const int Older = 1_001;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Inbox_BehindAThousandThatOthersDecide_HasWhatIsMine(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var first = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await FileOlderForOthersAsync(world, first);
        var last = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));

        (await world.Get<ListApprovals>().RunAsync(scene.Bo, None)).Select(item => item.Request.Id).ShouldBe([first, last], ignoreOrder: true);
        (await world.Get<CountApprovals>().RunAsync(scene.Bo, None)).ShouldBe(2);
    }

    /// <summary>Copies of it, in a stage in which nobody has a seat.</summary>
    private static async Task FileOlderForOthersAsync(World world, RequestId of)
    {
        await using var db = world.Db();
        var request = await db.Requests.AsNoTracking().SingleAsync(r => r.Id == of.Value);
        for (var i = 1; i <= Older; i++)
        {
            var copy = await db.Requests.AsNoTracking().SingleAsync(r => r.Id == of.Value);
            (copy.Id, copy.Number, copy.Stage, copy.IdempotencyKey) = (RequestId.New().Value, request.Number + i, 9, null);
            db.Requests.Add(copy);
        }
        await db.SaveChangesAsync();
        await db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.LastRequestNumber, request.Number + Older));
    }
}
