using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>A further lease: no gap, capped in sum, and without the target's word before the old end there is none.</summary>
public sealed class ExtensionTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Extension_WithinThePolicy_MovesTheEndWithoutAGap(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);

        await ExtendAsync(portal, scene, grant, TimeSpan.FromMinutes(30));
        await scene.OpenDueAsync();

        var extended = await scene.GrantAsync(grant.Id);
        extended.State.ShouldBe(GrantState.Active);
        extended.EndsAt.ShouldBe(grant.EndsAt + TimeSpan.FromMinutes(30));
        oracle.Effects.Select(e => e.What).ShouldBe(["open", "move"]);
        (await Rows.LeasesAsync(portal, grant.Id)).Select(l => l.State).ShouldBe([LeaseState.Past, LeaseState.Current]);

        // 1 h 30 of at most 2 h: chaining gains nothing.
        var more = await Scene.Must(portal.Get<ExtendGrant>().RunAsync(scene.Mira, new ExtensionForm(new GrantId(grant.Id), Hour, "More to do"), CancellationToken.None));
        await scene.OpenDueAsync();
        await using var db = portal.Databases.Create();
        (await db.Requests.SingleAsync(r => r.Id == more.Value)).State.ShouldBe(RequestState.Denied);
        (await scene.GrantAsync(grant.Id)).EndsAt.ShouldBe(extended.EndsAt);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Extension_NotConfirmedBeforeTheOldEnd_TheOldEndStands(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour));
        await database.ExecuteAsync("UPDATE grants SET \"Duration\" = 3000");
        await scene.OpenDueAsync();
        var grant = await scene.GrantOfAsync(request);
        await ExtendAsync(portal, scene, grant, Hour);

        oracle.Misbehave(OracleFault.Hold, 1);   // the first attempt is on its way when the old end comes
        await portal.StartLoopAsync();
        await Eventually.TrueAsync(() => oracle.Held == 1, "the move is under way");
        await Eventually.TrueAsync(() => portal.Clock.GetUtcNow() > grant.EndsAt!.Value.AddMilliseconds(20), "the old end has come, also on the target, which counts whole milliseconds");
        oracle.LetGo();
        var ended = await scene.UntilAsync(grant.Id, GrantState.Ended);

        ended.EndsAt.ShouldBe(grant.EndsAt);
        ended.Evidence.ShouldBe(EvidenceKind.Observed);
        oracle.Present.ShouldBeEmpty();
        oracle.Effects.ShouldNotContain(e => e.What == "move", "after the old end the target must not take it");
        (await Rows.LeasesAsync(portal, grant.Id)).Select(l => l.State).ShouldBe([LeaseState.Past, LeaseState.Dropped]);
        (await Rows.EventsAsync(portal, grant.Id)).ShouldNotContain(AuditTypes.GrantExtended);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Extension_RefusedByTheTarget_IsDroppedAndTheAccessGoesOn(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        await ExtendAsync(portal, scene, grant, TimeSpan.FromMinutes(30));

        oracle.Misbehave(OracleFault.Reject, 1);
        await scene.OpenDueAsync();

        var after = await scene.GrantAsync(grant.Id);
        after.State.ShouldBe(GrantState.Active);
        after.EndsAt.ShouldBe(grant.EndsAt);
        (await Rows.LeasesAsync(portal, grant.Id)).Select(l => l.State).ShouldBe([LeaseState.Current, LeaseState.Dropped]);
        (await Rows.EventsAsync(portal, grant.Id)).ShouldContain(AuditTypes.GrantExtensionDropped);
        await ExtendAsync(portal, scene, grant, TimeSpan.FromMinutes(10));   // and it can be asked for again
        await scene.OpenDueAsync();
        (await scene.GrantAsync(grant.Id)).EndsAt.ShouldBe(grant.EndsAt + TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Extension_RevokedWhileItIsUnderWay_EndsAndIsNotExtended(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        await ExtendAsync(portal, scene, grant, TimeSpan.FromMinutes(30));
        oracle.Misbehave(OracleFault.Hold, 1);
        await portal.StartLoopAsync();
        await Eventually.TrueAsync(() => oracle.Held == 1, "the move is under way");

        await Scene.Must(portal.Get<RevokeGrant>().RunAsync(scene.Tove, new GrantId(grant.Id), "No longer needed", CancellationToken.None));
        oracle.LetGo();

        var ended = await scene.UntilAsync(grant.Id, GrantState.Ended);
        ended.EndReason.ShouldBe(EndReason.Revoked);
        ended.EndsAt.ShouldBe(grant.EndsAt);
        oracle.Present.ShouldBeEmpty();
        oracle.Effects[^1].What.ShouldBe("close");
        (await Rows.LeasesAsync(portal, grant.Id)).Select(l => l.State).ShouldBe([LeaseState.Past, LeaseState.Dropped]);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Extension_PolicyLooksAtTheTicket_ThatOfTheAccessHoldsUntilAnotherIsNamed(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        await scene.PublishAsync("ticketed", [scene.Automatic], new Rule("ticketed", new Effect.Require(Ticket: true), new Condition.Always()));
        await Scene.Must(portal.Get<SubmitRequest>().RunAsync(scene.Mira, new RequestForm(scene.Automatic, Hour, "Check stuck refunds", Ticket: "OPS-1"), CancellationToken.None));
        await scene.OpenDueAsync();
        await using var db = portal.Databases.Create();
        var form = new ExtensionForm(new GrantId((await db.Grants.SingleAsync()).Id), TimeSpan.FromMinutes(10), "Not finished yet");

        var outlooks = await portal.Get<PreviewExtensions>().RunAsync(scene.Mira, form.Grant, CancellationToken.None);
        foreach (var asked in new[] { form, form with { Ticket = "OPS-2" }, form with { Ticket = " " } })
        {
            await Scene.Must(portal.Get<ExtendGrant>().RunAsync(scene.Mira, asked, CancellationToken.None));
            await scene.OpenDueAsync();
        }

        outlooks[0].ShouldSatisfyAllConditions(o => o.Kind.ShouldBe(OutlookKind.Automatic), o => o.TakesTicket.ShouldBeTrue(), o => o.Ticket.ShouldBe("OPS-1"));
        (await db.Requests.Where(r => r.ExtendsGrantId != null).OrderBy(r => r.Number).Select(r => new { r.Ticket, r.State }).ToListAsync())
            .ShouldBe([new { Ticket = (string?)"OPS-1", State = RequestState.Approved }, new { Ticket = (string?)"OPS-2", State = RequestState.Approved }, new { Ticket = (string?)null, State = RequestState.Denied }]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Extension_WaitsWhileItsAccessEnds_LapsesWithItAndSaysWhy(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var (grant, more) = await AskedForMoreAsync(portal, scene);

        await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));

        var view = await Scene.Must(portal.Get<ReadRequest>().RunAsync(scene.Mira, more, CancellationToken.None));
        view.Summary.State.ShouldBe(RequestState.Lapsed);
        view.Timeline[^1].ShouldSatisfyAllConditions(e => e.Type.ShouldBe(AuditTypes.RequestLapsed), e => e.Note.ShouldBe("The access that it was to extend was given back."));
        (await scene.ApproveAsync(scene.Bo, more)).Refusal!.Message.ShouldBe("It has lapsed. The access that it was to extend was given back.");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Extension_WaitsForApproval_LapsesAtTheOldEndAtTheLatest(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);

        var (grant, more) = await AskedForMoreAsync(portal, scene);

        await using var db = portal.Databases.Create();
        (await db.Requests.SingleAsync(r => r.Id == more.Value)).LapsesAt.ShouldBe(grant.EndsAt, "the stage would wait for 4 h");
    }

    private static async Task<(GrantRow Grant, RequestId More)> AskedForMoreAsync(TestPortal portal, Scene scene)
    {
        var first = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await Scene.Must(scene.ApproveAsync(scene.Bo, first));
        await scene.OpenDueAsync();
        var grant = await scene.GrantOfAsync(first);
        return (grant, await Scene.Must(portal.Get<ExtendGrant>().RunAsync(scene.Mira, new ExtensionForm(new GrantId(grant.Id), Hour, "Not finished yet"), CancellationToken.None)));
    }

    private static async Task ExtendAsync(TestPortal portal, Scene scene, GrantRow grant, TimeSpan by) =>
        await Scene.Must(portal.Get<ExtendGrant>().RunAsync(scene.Mira, new ExtensionForm(new GrantId(grant.Id), by, "Not finished yet"), CancellationToken.None));
}
