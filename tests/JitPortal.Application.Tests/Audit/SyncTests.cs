using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Secrets;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

/// <summary>I-08, I-17: what is acknowledged waits for the disk. Only a claim does not, and it leaves nothing behind that would make others not wait.</summary>
public sealed class SyncTests
{
    private const int Off = 0;
    private const int Full = 2;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Claim_BeforeAndAfter_EveryConnectionSyncsItsCommits(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, world.Scene.Automatic, TimeSpan.FromHours(1)));
        await MustSyncAsync(world, kind);

        var claim = await world.Get<GrantClaims>().ClaimOpeningsAsync(world.Scene.Target, 8, CancellationToken.None);

        claim.Grants.ShouldHaveSingleItem();
        await MustSyncAsync(world, kind);
        await world.Get<GrantClaims>().ReleaseAsync(claim, CancellationToken.None);
        await world.Scene.OpenDueAsync();
        await MustSyncAsync(world, kind);
    }

    [Fact]
    public async Task Claim_InAFileThatIsStillBeingMade_LeavesItWithoutWaiting()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var making = PortalDbFactory.UnsyncedSqlite(database.ConnectionString);
        using var ledger = new Ledger(making, new AuditAppender(KeyRing.Ephemeral(), new Installation()), new CommitHints(), TimeProvider.System);

        await new GrantClaims(making, ledger, TimeProvider.System).ClaimOpeningsAsync(TargetId.New(), 8, CancellationToken.None);

        await using var db = making.Create();
        await db.Database.OpenConnectionAsync();
        (await NumberAsync(db, "PRAGMA synchronous")).ShouldBe(Off);
    }

    /// <summary>The pooled connections that are there now, all at once, so that none is asked twice.</summary>
    private static async Task MustSyncAsync(World world, DatabaseKind kind)
    {
        List<PortalDb> open = [];
        for (var i = 0; i < 4; i++)
        {
            var db = world.Db();
            open.Add(db);
            await db.Database.OpenConnectionAsync();
            if (kind == DatabaseKind.Sqlite)
                (await NumberAsync(db, "PRAGMA synchronous")).ShouldBe(Full);
            else
                (await db.Database.SqlQueryRaw<string>("SELECT current_setting('synchronous_commit') AS \"Value\"").SingleAsync()).ShouldBe("on");
        }
        foreach (var db in open)
            await db.DisposeAsync();
    }

    private static async Task<long> NumberAsync(PortalDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
