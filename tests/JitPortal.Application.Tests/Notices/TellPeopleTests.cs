using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Application.Notices;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Notices;

/// <summary>Who learns of what, exactly once.</summary>
public sealed class TellPeopleTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Request_Waits_TellsEveryApproverWhoCountsAndNobodyElseOnce(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var gone = await Scene.SignInAsync(world.Portal, "gone", "Gone", PortalRole.Requester | PortalRole.Approver, "owners");
        await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, gone.Id, None));
        await Scene.Must(scene.AskAsync(scene.Bo, scene.Asks, Hour));

        await world.TellAsync();
        await world.TellAsync();

        (await world.ToldAsync()).ShouldBe(["Ann: RequestWaits"], "Bo asks himself, and one has left");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Request_Decided_TellsTheRequesterAndTheOtherApproversWhoWas(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, 2 * Hour));
        await world.TellAsync();
        await Scene.Must(scene.ApproveAsync(scene.Bo, request, Hour));

        await world.TellAsync();

        (await world.ToldAsync()).ShouldBe(["Bo: RequestWaits", "Ann: RequestWaits", "Jon: RequestApproved", "Ann: NothingToDo"], ignoreOrder: true);
        (await world.WordsAsync(scene.Ann))[0].ShouldBe(new NoticeText("Bo Berg approved: Jon Sørli, ledger-db Write, 1 h", "Nothing to do."));
        (await world.WordsAsync(scene.Jon))[0].Title.ShouldBe("Approved: ledger-db Write, 1 h");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Request_DeniedWithdrawnLapsedOrRefusedLate_TellsEverybodyConcerned(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var denied = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await world.TellAsync();
        await Scene.Must(scene.DenyAsync(scene.Bo, denied, "Ask for less"));
        await world.TellAsync();
        (await world.WordsAsync(scene.Jon))[0].ShouldBe(new NoticeText("Not approved: ledger-db Write", "Bo Berg: Ask for less"));
        (await world.WordsAsync(scene.Ann))[0].Title.ShouldStartWith("Bo Berg denied: Jon Sørli");

        var withdrawn = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await world.TellAsync();
        await Scene.Must(world.Get<WithdrawRequest>().RunAsync(scene.Jon, withdrawn, None));
        await world.TellAsync();
        (await world.WordsAsync(scene.Bo))[0].Title.ShouldStartWith("Withdrawn: Jon Sørli");

        await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await world.TellAsync();
        time.Advance(5 * Hour);
        await world.Get<LapseRequests>().RunAsync(None);
        await world.TellAsync();
        (await world.WordsAsync(scene.Mira))[0].Title.ShouldBe("Lapsed: ledger-db Write");
        (await world.ToldAsync(scene.Ann)).Count(k => k == NoticeKind.NothingToDo).ShouldBe(3);

        await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(9)));   // longer than the policy allows anybody
        await world.TellAsync();
        (await world.ToldAsync(scene.Mira)).ShouldNotContain(NoticeKind.RequestRefused, "it was refused before her eyes");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Request_DecidedBeforeAnybodyWasTold_AsksNobody(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await Scene.Must(scene.ApproveAsync(scene.Bo, request));

        await world.TellAsync();

        (await world.ToldAsync()).ShouldBe(["Jon: RequestApproved"]);
    }

    /// <summary>After 12 hours groups are too old to decide by; whoever is not told would have no reason to sign in again.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Request_ApproversHaveNotSignedInToday_AreToldAllTheSame(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        time.Advance(13 * Hour);
        _ = await Scene.SignInAsync(world.Portal, "jon", "Jon Sørli", PortalRole.Requester, "engineering");
        await Scene.Must(world.Scene.AskAsync(world.Scene.Jon, world.Scene.Asks, Hour));

        await world.TellAsync();

        (await world.ToldAsync()).ShouldBe(["Bo: RequestWaits", "Ann: RequestWaits"], ignoreOrder: true);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Access_OpensAndIsTakenAway_TellsItsHolderByWhom(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        await Scene.Must(world.Get<RevokeGrant>().RunAsync(scene.Tove, new GrantId(grant.Id), "Looks odd", None));
        await scene.RevokeDueAsync();

        await world.TellAsync();

        (await world.ToldAsync()).ShouldBe(["Mira: AccessOpen", "Mira: AccessRevoked", "Mira: AccessEnded"]);
        var words = await world.WordsAsync(scene.Mira);
        words[1].Title.ShouldBe("Tove Dahl took it away: stock-db Read");
        words[0].Title.ShouldBe("Ended: stock-db Read, revoked");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Access_CannotBeOpened_TellsHolderAndAdministratorsWhy(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        world.Oracle.Misbehave(OracleFault.Reject);
        await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour));
        await scene.OpenDueAsync();

        await world.TellAsync();

        (await world.ToldAsync()).Where(t => t.EndsWith("OpeningFailed", StringComparison.Ordinal)).ShouldBe(["Mira: OpeningFailed", "Tove: OpeningFailed"], ignoreOrder: true);
        (await world.WordsAsync(scene.Tove))[0].ShouldSatisfyAllConditions(w => w.Title.ShouldBe("Could not be opened: stock-db Read for Mira Kovač"), w => w.First.ShouldNotBe("The target did not take it."));
    }

    /// <summary>Two nodes, many events, no lock but the rows': every event is told once.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Parallel_ManyNodesTell_NothingIsToldTwiceOrLost(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var nodes = new[] { world.Portal, await world.NodeAsync(), await world.NodeAsync() };
        var scene = world.Scene;
        foreach (var round in Enumerable.Range(1, 4))
        {
            foreach (var who in new[] { scene.Jon, scene.Mira, scene.Bo, scene.Ann })
            {
                var request = await Scene.Must(scene.AskAsync(who, scene.Asks, Hour));
                await World.AtOnceAsync<bool>([.. nodes.Select(node => new Func<Task<bool>>(async () =>
                {
                    await node.Get<TellPeople>().RunAsync(None);
                    return true;
                }))]);
                await Scene.Must(world.Get<WithdrawRequest>().RunAsync(who, request, None));
            }
        }
        await world.TellAsync();

        // Jon and Mira each ask two approvers, Bo and Ann each one; each is asked and later told that there is nothing to do.
        (await world.ToldAsync()).GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count()).ShouldBe(
            new Dictionary<string, int> { ["Bo: RequestWaits"] = 12, ["Ann: RequestWaits"] = 12, ["Bo: NothingToDo"] = 12, ["Ann: NothingToDo"] = 12 }, ignoreOrder: true);
        (await world.NoticesAsync()).Select(n => n.Number).ShouldBe(Enumerable.Range(1, 48).Select(n => (long)n), "no number is missing");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Tell_FailsAtItsLastStep_HasToldNothingAndTellsAllLater(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.TellAsync();
        await Scene.Must(world.Scene.AskAsync(world.Scene.Jon, world.Scene.Asks, Hour));
        await BreakCursorAsync(world);

        await Should.ThrowAsync<Exception>(world.Get<TellPeople>().RunAsync(None));
        (await world.ToldAsync()).ShouldBeEmpty();

        await world.SqlAsync(kind == DatabaseKind.Sqlite ? "DROP TRIGGER stuck" : "DROP TRIGGER stuck ON notice_cursor");
        await world.TellAsync();
        (await world.ToldAsync()).ShouldBe(["Bo: RequestWaits", "Ann: RequestWaits"], ignoreOrder: true);
    }

    /// <summary>The cursor can be taken, and not be moved on.</summary>
    private static async Task BreakCursorAsync(World world)
    {
        if (world.Database.Kind == DatabaseKind.Sqlite)
        {
            await world.SqlAsync("CREATE TRIGGER stuck BEFORE UPDATE ON notice_cursor WHEN NEW.\"Sequence\" <> OLD.\"Sequence\" BEGIN SELECT RAISE(ABORT, 'stuck'); END");
            return;
        }
        await world.SqlAsync("CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuck'; END $$");
        await world.SqlAsync("CREATE TRIGGER stuck BEFORE UPDATE ON notice_cursor FOR EACH ROW WHEN (NEW.\"Sequence\" <> OLD.\"Sequence\") EXECUTE FUNCTION stuck()");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Tell_RecordThatCannotBeRead_TellsTheAdministratorsAndGoesOn(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.TellAsync();
        await Scene.Must(world.Scene.AskAsync(world.Scene.Jon, world.Scene.Asks, Hour));
        await world.SqlAsync("UPDATE audit SET \"Leaf\" = {0} WHERE \"Type\" = {1}", new byte[] { 1, 2, 3 }, AuditTypes.RequestFiled);
        await world.SqlAsync("UPDATE audit SET \"Leaf\" = {0}, \"Type\" = {1} WHERE \"Sequence\" = 1", new byte[] { 1, 2, 3 }, AuditTypes.GrantOverdue);
        await world.SqlAsync("UPDATE notice_cursor SET \"Sequence\" = 0");

        await world.TellAsync();

        (await world.ToldAsync()).ShouldBe(["Tove: Untellable", "Tove: Untellable", "Bo: RequestWaits", "Ann: RequestWaits"], ignoreOrder: true);
        (await world.WordsAsync(world.Scene.Tove)).Select(w => w.First.Contains("request.filed", StringComparison.Ordinal)).ShouldBe([true, false]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Tell_ReaderWasErased_TheNoticeIsDroppedAndWhatTheyHadIsGone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await world.TellAsync();
        await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        var ann = await Scene.SignInAsync(world.Portal, "ann", "Ann Lowe", PortalRole.Requester | PortalRole.Approver, "engineering", "owners");
        var grant = await scene.ActiveGrantAsync(ann, scene.Automatic, Hour);
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(ann, new GrantId(grant.Id), None));
        await scene.RevokeDueAsync();
        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, scene.Ann.Id, None));

        await world.TellAsync();

        (await world.ToldAsync()).ShouldBe(["Bo: RequestWaits", "Bo: RequestWaits"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Notices_OfARequestWhoseRequesterWasErased_NameNobody(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour, "Marmalade"));
        await world.TellAsync();
        (await world.WordsAsync(scene.Bo))[0].ToString().ShouldContain("Marmalade");

        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, scene.Jon.Id, None));

        (await world.WordsAsync(scene.Bo))[0].ToString().ShouldSatisfyAllConditions(w => w.ShouldNotContain("Jon"), w => w.ShouldNotContain("Marmalade"));
        (await world.NoticesAsync()).ShouldAllBe(n => !n.Facts.Contains("Jon") && !n.Facts.Contains("Marmalade"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Tell_AfterALongStandstill_PassesOverWhatIsNewsToNobody(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        time.Advance(TimeSpan.FromDays(8));
        await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));

        await world.Get<TellPeople>().RunAsync(None);

        (await world.ToldAsync(scene.Mira)).ShouldBeEmpty();
        (await world.ToldAsync(scene.Bo)).ShouldBe([NoticeKind.RequestWaits]);
    }

    /// <summary>The decision stands, whatever becomes of the notices.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decision_NoticesCannotBeWritten_StandsAllTheSame(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await BreakCursorAsync(world);
        await world.Portal.StartLoopAsync();
        var request = await Scene.Must(world.Scene.AskAsync(world.Scene.Jon, world.Scene.Asks, Hour));
        await Scene.Must(world.Scene.ApproveAsync(world.Scene.Bo, request));

        await Should.ThrowAsync<Exception>(world.Get<TellPeople>().RunAsync(None));

        await world.Scene.UntilAsync((await world.Scene.GrantOfAsync(request)).Id, GrantState.Active);
    }
}
