using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

public sealed class WhoHadTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task WhoHad_BeforeDuringAndAfter_NamesWhoeverHadItThen(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(1), "Move the ledger"));
        await Scene.Must(scene.ApproveAsync(scene.Bo, request));
        await scene.OpenDueAsync();
        var grant = await scene.GrantOfAsync(request);
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        await scene.RevokeDueAsync();
        var ended = (await scene.GrantAsync(grant.Id)).EndedAt!.Value;

        (await AskAsync(world, grant.IntendedAt!.Value.AddSeconds(-1))).Rows.ShouldBeEmpty();
        (await AskAsync(world, ended)).Rows.ShouldBeEmpty();
        var during = await AskAsync(world, ended.AddMilliseconds(-1));
        var row = during.Rows.ShouldHaveSingleItem();
        row.ShouldSatisfyAllConditions(r => r.Holder.ShouldBe("Mira Kovač"), r => r.Reason.ShouldBe("Move the ledger"), r => r.Evidence.ShouldBe(EvidenceKind.Observed));
        row.Agreed.ShouldHaveSingleItem().Name.ShouldBe("Bo Berg");
        during.Checked.ShouldBe(1);
        during.Log.ShouldSatisfyAllConditions(l => l.Missing.ShouldBe(0), l => l.Last.ShouldBe(l.Records), l => l.Head.ShouldNotBeNull().Length.ShouldBe(64));
    }

    /// <summary>The access is gone, and a session that had been opened with it may go on.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task WhoHad_ASessionCanOutliveTheEnd_CountsUntilItsLastEnd(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(1)));
        await Scene.Must(scene.ApproveAsync(scene.Bo, request));
        await scene.OpenDueAsync();
        var grant = new GrantId((await scene.GrantOfAsync(request)).Id);
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, grant, CancellationToken.None));
        await scene.RevokeDueAsync();
        var ended = (await scene.GrantAsync(grant.Value)).EndedAt!.Value;
        var last = ended.AddMinutes(30);
        await using (var db = world.Db())
            await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.ResidualUntil, last));

        (await AskAsync(world, last.AddMilliseconds(-1))).Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.EndedAt.ShouldBe(ended), r => r.ResidualUntil.ShouldBe(last));
        (await AskAsync(world, last)).Rows.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task WhoHadAndBrowseAudit_ByOthers_AreForbidden(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        (await world.Get<WhoHad>().RunAsync(world.Scene.Bo, "ledger-db", null, null, null, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.Get<BrowseAudit>().RunAsync(world.Scene.Bo, null, null, 10, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.Get<WhoHad>().RunAsync(world.Scene.Tove, "no-such-db", null, null, null, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await world.Get<BrowseAudit>().RunAsync(world.Scene.Tove, "policy.", null, 10, CancellationToken.None)).Value.Lines.ShouldAllBe(line => line.Type == "policy.published");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task WhoHad_ARoleThatNeverWas_IsSaidAndNotAnsweredWithNobody(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        (await world.Get<WhoHad>().RunAsync(world.Scene.Tove, "wiki", "Edtior", null, null, CancellationToken.None)).Refusal
            .ShouldBeOfType<Refusal.NotFound>().Message.ShouldBe("“wiki” has no role “Edtior”. It has Editor, Editor too.");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task WhoHad_MoreThanWanted_AreCountedAllTheSame(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, end) = (world.Scene, world.Portal.Clock.Now().AddHours(1));
        await Crowd.ActiveAsync(world.Portal, world.Oracle, scene.Target, scene.Asks, scene.Mira, 3, _ => end);

        async Task<WhoHadView> Ask(int? most) => await Scene.Must(world.Get<WhoHad>().RunAsync(scene.Tove, "ledger-db", null, null, most, CancellationToken.None));
        (await Ask(2)).ShouldSatisfyAllConditions(view => view.Rows.Count.ShouldBe(2), view => view.Fit.ShouldBe(3), view => view.IsCut.ShouldBeTrue());
        (await Ask(3)).ShouldSatisfyAllConditions(view => view.Rows.Count.ShouldBe(3), view => view.Fit.ShouldBe(3), view => view.IsCut.ShouldBeFalse());
        (await Ask(null)).Rows.Count.ShouldBe(3);
    }

    private static async Task<WhoHadView> AskAsync(World world, DateTimeOffset at) =>
        (await world.Get<WhoHad>().RunAsync(world.Scene.Tove, "ledger-db", null, at, null, CancellationToken.None)).Value;
}
