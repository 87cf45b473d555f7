using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Approvals;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Hundreds of reviews that others explain and judge keep nobody from their own.</summary>
public sealed class LongReviewListTests
{
    /// <summary>More than are read at a time.</summary>
    private const int Others = 201;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListPostReviews_BehindHundredsOfOthers_HasWhatIExplainAndJudge(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var mine = await EmergencyAsync(world, "ledger", scene.Mira, new Approver.Group("owners"));
        var others = await EmergencyAsync(world, "stock", scene.Jon, new Approver.Group("nobody-here"));
        await OweAsync(world, scene.Jon, await RequestCopies.AddAsync(world.Portal, others, Others), world.Portal.Clock.GetUtcNow().AddDays(2));

        (await ListAsync(world, scene.Mira)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Request.Id.ShouldBe(mine), r => r.MayExplain.ShouldBeTrue());
        (await ListAsync(world, scene.Ann)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Request.Id.ShouldBe(mine), r => r.MayReview.ShouldBeTrue());
        (await ListAsync(world, scene.Tove)).Count.ShouldBe(200, "an administrator sees all of them, the latest first");
    }

    private static async Task<RequestId> EmergencyAsync(World world, string name, Actor who, Approver reviewer)
    {
        var what = await world.Scene.BreakGlassAsync(name, reviewer);
        return await Scene.Must(world.Get<SubmitRequest>().RunAsync(who, new RequestForm(what, TimeSpan.FromMinutes(30), "The shop is down", Emergency: true), None));
    }

    private static async Task OweAsync(World world, Actor holder, IReadOnlyList<RequestId> requests, DateTimeOffset due)
    {
        await using var db = world.Db();
        db.PostReviews.AddRange(requests.Select(request => new PostReviewRow
        {
            RequestId = request.Value,
            HolderId = holder.Id.Value,
            ResponsibleId = holder.Id.Value,
            State = PostReviewState.Due,
            DueAt = due,
        }));
        await db.SaveChangesAsync();
    }

    private static Task<IReadOnlyList<PostReviewView>> ListAsync(World world, Actor reader) => world.Get<ListPostReviews>().RunAsync(reader, None);
}
