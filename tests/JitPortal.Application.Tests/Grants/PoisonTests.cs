using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-18: one row that makes no sense is refused, set aside or shown; the others go on.</summary>
public sealed class PoisonTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Values that would hide a row from the loop: text sorts after every number, and nothing looks for a state 99.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite, "\"EndsAt\" = 'soon'")]
    [InlineData(DatabaseKind.Sqlite, "\"EndsAt\" = 9223372036854775807")]
    [InlineData(DatabaseKind.Sqlite, "\"NextAttemptAt\" = 'soon'")]
    [InlineData(DatabaseKind.Sqlite, "\"ClaimUntil\" = 'later'")]
    [InlineData(DatabaseKind.Sqlite, "\"State\" = 'open'")]
    [InlineData(DatabaseKind.Sqlite, "\"TargetId\" = 'the one in the cellar'")]
    [InlineData(DatabaseKind.Sqlite, "\"HoldingId\" = x'00'")]
    [InlineData(DatabaseKind.Sqlite, "\"Id\" = 'GGGGGGGG-0000-0000-0000-000000000000'")]
    [InlineData(DatabaseKind.Sqlite, "\"State\" = 99")]
    [InlineData(DatabaseKind.PostgreSql, "\"State\" = 99")]
    [InlineData(DatabaseKind.Sqlite, "\"State\" = 4, \"NextAttemptAt\" = NULL")]
    [InlineData(DatabaseKind.PostgreSql, "\"State\" = 4, \"NextAttemptAt\" = NULL")]
    [InlineData(DatabaseKind.Sqlite, "\"EndsAt\" = NULL")]
    [InlineData(DatabaseKind.PostgreSql, "\"EndsAt\" = NULL")]
    public async Task Row_ThatWouldHideFromTheLoop_IsRefusedByTheDatabase(DatabaseKind kind, string change)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Mira, 1, _ => portal.Clock.GetUtcNow().AddHours(1));

        var refused = await Should.ThrowAsync<System.Data.Common.DbException>(() => database.ExecuteAsync($"UPDATE grants SET {change}"));

        (refused is SqliteException { SqliteErrorCode: 19 } or PostgresException { SqlState: PostgresErrorCodes.CheckViolation }).ShouldBeTrue(refused.Message);
    }

    /// <summary>Rows that got past the checks, as a repaired or older file may hold them. What it takes to close them can be read.</summary>
    [Theory]
    [InlineData("\"PersonId\" = 'nobody'")]
    [InlineData("\"EntitlementId\" = 'nothing'")]
    [InlineData("\"ActiveAt\" = 9223372036854775807")]
    [InlineData("\"RequestId\" = x'00'")]
    public async Task Row_ThatCannotBeDecoded_IsSetAsideShownAndEndsLikeTheOthers(string change)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grants = await FivePoisonedAsync(database, portal, scene, oracle, change);

        await portal.StartLoopAsync();

        await Eventually.TrueAsync(async () => await Rows.CountAsync(portal, g => g.State == GrantState.Ended) == 5, "all five end");
        oracle.Present.ShouldBeEmpty();
        var shown = await OperationsAsync(portal, scene);
        shown.Quarantined.Count.ShouldBe(1, "the row is still bad");
        shown.DebtCount.ShouldBe(0);
        (await Rows.EventsAsync(portal, grants[0].Id)).ShouldBe([AuditTypes.GrantQuarantined, AuditTypes.GrantRevoking, AuditTypes.GrantEnded]);
        await OpensAsync(scene);
        (await portal.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Row_ThatCannotEvenBeClosed_IsSetAsideOwedAndShownAndTheOthersEnd()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grants = await FivePoisonedAsync(database, portal, scene, oracle, "\"HoldingId\" = 'nowhere'");

        await portal.StartLoopAsync();

        await Eventually.TrueAsync(async () => await Rows.CountAsync(portal, g => g.State == GrantState.Ended) == 4, "the four others end");
        oracle.Present.ShouldBe([grants[0].Principal]);
        var shown = await OperationsAsync(portal, scene);
        shown.Quarantined.Count.ShouldBe(1, "the bad one was the first to end, so it was set aside before them");
        shown.DebtCount.ShouldBe(1, "its access is still there, and owed");
        await OpensAsync(scene);
        (await Rows.EventsAsync(portal, grants[0].Id)).ShouldBe([AuditTypes.GrantQuarantined], "and it is not taken up again at every look");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Right_ThatTheConnectorCannotRead_IsShownAndItsWholeClaimStillEnds(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var now = portal.Clock.GetUtcNow();
        var grants = await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Bo, 5, i => now.AddSeconds(-10 + i));
        await SetAsync(portal, db => db.Grants.Where(g => g.Id == grants[0].Id).ExecuteUpdateAsync(s => s.SetProperty(g => g.Right, "{{{")));
        var bad = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour));
        await SetAsync(portal, db => db.Grants.Where(g => g.RequestId == bad.Value).ExecuteUpdateAsync(s => s.SetProperty(g => g.Right, "{{{")));
        var good = await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour));

        await scene.RevokeDueAsync();
        await scene.OpenDueAsync();

        (await Rows.CountAsync(portal, g => g.State == GrantState.Ended)).ShouldBe(4);
        var stuck = await scene.GrantAsync(grants[0].Id);
        stuck.State.ShouldBe(GrantState.Revoking);
        (await OperationsAsync(portal, scene)).Debt.ShouldContain(d => d.Id.Value == stuck.Id && d.LastError == stuck.LastError && d.Attempts == 1);
        (await scene.GrantOfAsync(good)).State.ShouldBe(GrantState.Active);
        (await scene.GrantOfAsync(bad)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Revoking), g => g.LastError.ShouldNotBeNullOrEmpty());
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "kind")]
    [InlineData(DatabaseKind.Sqlite, "settings")]
    [InlineData(DatabaseKind.Sqlite, "secret")]
    [InlineData(DatabaseKind.PostgreSql, "kind")]
    [InlineData(DatabaseKind.PostgreSql, "settings")]
    [InlineData(DatabaseKind.PostgreSql, "secret")]
    public async Task Target_ThatCannotBeBuilt_IsShownAndTheOthersGoOn(DatabaseKind kind, string what)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var broken = await Scene.TargetAsync(portal, "broken", oracle.Port);
        await BreakTargetAsync(portal, broken.Value, what);
        var now = portal.Clock.GetUtcNow();
        var stuck = await Crowd.ActiveAsync(portal, oracle, broken, scene.Automatic, scene.Mira, 2, _ => now.AddSeconds(-5));
        await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Bo, 3, _ => now.AddSeconds(1));
        var asked = await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour));

        await portal.StartLoopAsync();

        await scene.UntilAsync((await scene.GrantOfAsync(asked)).Id, GrantState.Active);
        await Eventually.TrueAsync(async () => await Rows.CountAsync(portal, g => g.State == GrantState.Ended) == 3, "the sound target's grants end");
        await Eventually.TrueAsync(async () => (await scene.GrantAsync(stuck[0].Id)).Attempts > 0, "the broken one is tried");
        var shown = await OperationsAsync(portal, scene);
        shown.Debt.Count.ShouldBe(2);
        shown.Debt.ShouldAllBe(d => !string.IsNullOrEmpty(d.LastError));
        shown.Targets.Single(t => t.Name == "broken").LastError.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Policy_ThatCannotBeRead_RefusesOnItsOwnAndStopsNobody(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var special = await Scene.EntitlementAsync(portal, scene.Target, "vault", "Open", "ephemeral:open");
        await scene.PublishAsync("vault-automatic", new[] { special }.ToValueList(), new Rule("automatic", new Effect.Automatic(Hour, Hour), new Condition.InGroup("engineering")));
        var open = await scene.ActiveGrantAsync(scene.Mira, special, Hour);
        var waiting = await Scene.Must(scene.AskAsync(scene.Jon, special, Hour));
        await SetAsync(portal, db => db.Policies.Where(p => p.Name == "vault-automatic").ExecuteUpdateAsync(
            s => s.SetProperty(p => p.Document, p => p.Document.Replace("\"Automatic\"", "\"Magic\"").Replace("automatic", "magic"))));
        await SetAsync(portal, db => db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.PolicyVersion, i => i.PolicyVersion + 1)));
        open.State.ShouldBe(GrantState.Active);
        await Rows.EndNowAsync(portal);

        (await scene.ActiveGrantAsync(scene.Bo, scene.Automatic, Hour)).State.ShouldBe(GrantState.Active, "other policies go on");
        (await scene.GrantOfAsync(waiting)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.EndReason.ShouldBe(EndReason.Cancelled), g => g.Evidence.ShouldBe(EvidenceKind.NeverOpened));
        await scene.RevokeDueAsync();
        (await scene.GrantAsync(open.Id)).State.ShouldBe(GrantState.Ended);
        (await portal.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    /// <summary>A stop is for the worst moment: it must not fail for one row.</summary>
    [Theory]
    [InlineData("\"PersonId\" = 'nobody'")]
    [InlineData("\"ActiveAt\" = 9223372036854775807")]
    public async Task Row_ThatCannotBeDecoded_DoesNotStandInTheWayOfAStop(string change)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var now = portal.Clock.GetUtcNow();
        var grants = await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Mira, 3, _ => now.AddHours(1));
        await PoisonAsync(database, grants[0].Id, change);

        await Scene.Must(portal.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Everything, "A laptop was stolen", CancellationToken.None));

        await using (var db = portal.Databases.Create())
            (await db.Grants.Select(g => g.State).ToListAsync()).ShouldBe([GrantState.Revoking, GrantState.Revoking, GrantState.Revoking]);
        await scene.RevokeDueAsync();
        oracle.Present.ShouldBeEmpty();
    }

    /// <summary>Five that end one after another, the first of them spoilt.</summary>
    private static async Task<IReadOnlyList<Storage.Grants.GrantRow>> FivePoisonedAsync(TestDatabase database, TestPortal portal, Scene scene, OracleServer oracle, string change)
    {
        var now = portal.Clock.GetUtcNow();
        var grants = await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Mira, 5, i => now.AddMilliseconds(200 + (300 * i)));
        await PoisonAsync(database, grants[0].Id, change);
        return grants;
    }

    /// <summary>The running loop opens new access; not the test itself: two at once, and the one finds the grant in the hands of the other.</summary>
    private static async Task OpensAsync(Scene scene)
    {
        var asked = await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour));
        await scene.UntilAsync((await scene.GrantOfAsync(asked)).Id, GrantState.Active);
    }

    private static Task<OperationsView> OperationsAsync(TestPortal portal, Scene scene) =>
        Scene.Must(portal.Get<ReadOperations>().RunAsync(scene.Tove, CancellationToken.None));

    private static async Task SetAsync(TestPortal portal, Func<PortalDb, Task<int>> change)
    {
        await using var db = portal.Databases.Create();
        (await change(db)).ShouldBe(1);
    }

    private static async Task BreakTargetAsync(TestPortal portal, Guid target, string what)
    {
        if (what == "kind")
            await SetAsync(portal, db => db.Targets.Where(t => t.Id == target).ExecuteUpdateAsync(s => s.SetProperty(t => t.Kind, "gone")));
        else if (what == "settings")
            await SetAsync(portal, db => db.Targets.Where(t => t.Id == target).ExecuteUpdateAsync(s => s.SetProperty(t => t.Settings, "{{{")));
        else
        {
            await using var db = portal.Databases.Create();
            db.Secrets.Add(new SecretRow { Purpose = SecretPurpose.Connector, OwnerId = target, Box = new byte[120] });
            await db.SaveChangesAsync();
        }
    }

    private static async Task PoisonAsync(TestDatabase database, Guid grant, string change)
    {
        await using var file = new SqliteConnection(database.ConnectionString + ";Pooling=false");
        await file.OpenAsync();
        await using var command = file.CreateCommand();
        command.CommandText = $"PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; UPDATE grants SET {change} WHERE \"Id\" = '{grant.ToString().ToUpperInvariant()}'";
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
