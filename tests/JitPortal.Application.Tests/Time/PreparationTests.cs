using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Time;

/// <summary>A first start that was killed half-way does not block the next one.</summary>
public sealed class PreparationTests
{
    /// <summary>EF's lock is a row that a killed process leaves behind; whoever waits for it waits for ever.</summary>
    [Fact]
    public async Task Prepare_KilledWhileMigrating_TheNextStartDoesNotWait()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await database.ExecuteAsync("CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK___EFMigrationsLock\" PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
        await database.ExecuteAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01 00:00:00+00:00')");
        using var patience = new CancellationTokenSource(BusyMachine.Allow(TimeSpan.FromMinutes(2)));
        var preparation = new DatabasePreparation(database.Factory(), KeyRing.OpenOrCreate(Path.Combine(database.Folder, "keys")), new Installation(), TimeProvider.System);

        await preparation.RunAsync(patience.Token);
        await preparation.RunAsync(patience.Token);   // and once more, as the next start does

        await using var db = database.Factory().Create();
        (await db.Installation.CountAsync()).ShouldBe(1);
        (await db.Audit.CountAsync()).ShouldBe(1);
    }

    /// <summary>Whatever the umask of whoever starts it: who asked for what is nobody else's.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prepare_NoDatabaseYet_OnlyThePortalReadsIt(bool folderIsThere)
    {
        var folder = Directory.CreateTempSubdirectory("jitportal-private-");
        try
        {
            var databases = PortalDbFactory.Sqlite($"Data Source={Path.Combine(folder.FullName, "data", "portal.db")};Pooling=false");
            if (folderIsThere)
                folder.CreateSubdirectory("data");

            await new DatabasePreparation(databases, KeyRing.Ephemeral(), new Installation(), TimeProvider.System).RunAsync(CancellationToken.None);

            await using var db = databases.Create();
            await db.Database.OpenConnectionAsync();
            _ = await db.Installation.CountAsync();
            var files = Directory.GetFiles(Path.Combine(folder.FullName, "data"), "portal.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToList();
            files.Count.ShouldBeGreaterThan(1, "the log beside it too");
            foreach (var file in files)
            {
                if (!OperatingSystem.IsWindows())
                    File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A command on a backup without its key: whatever it did then would be sealed by a stranger.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Prepare_AnotherMasterKey_IsRefusedAlsoForWhoOnlyLearns(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await Preparation(database).RunAsync(CancellationToken.None);
        var stranger = Preparation(database);

        (await Should.ThrowAsync<InvalidOperationException>(() => stranger.LearnAsync(CancellationToken.None))).Message.ShouldContain("Restore the right key file");
        (await Should.ThrowAsync<InvalidOperationException>(() => stranger.RunAsync(CancellationToken.None))).Message.ShouldContain("Restore the right key file");
    }

    /// <summary>What a newer version wrote, this one cannot know: it would write rows that mean something else there.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Prepare_DatabaseOfANewerVersion_IsRefusedByName(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var keys = KeyRing.Ephemeral();
        await Preparation(database, keys).RunAsync(CancellationToken.None);
        await Preparation(database, keys).LearnAsync(CancellationToken.None);
        await database.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ('29990101000000_Later', '10.0.0')");

        (await Should.ThrowAsync<InvalidOperationException>(() => Preparation(database, keys).RunAsync(CancellationToken.None))).Message.ShouldContain("29990101000000_Later");
        (await Should.ThrowAsync<InvalidOperationException>(() => Preparation(database, keys).LearnAsync(CancellationToken.None))).Message.ShouldContain("29990101000000_Later");
    }

    /// <summary>A command changes no tables: that is for the start of a portal, when all others are stopped.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Learn_DatabaseOfAnEarlierVersion_SaysToStartThePortal(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var keys = KeyRing.Ephemeral();
        await Preparation(database, keys).RunAsync(CancellationToken.None);
        await database.ExecuteAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = (SELECT MAX(\"MigrationId\") FROM \"__EFMigrationsHistory\")");

        (await Should.ThrowAsync<InvalidOperationException>(() => Preparation(database, keys).LearnAsync(CancellationToken.None))).Message.ShouldContain("Start the portal on it once");
    }

    private static DatabasePreparation Preparation(TestDatabase database, KeyRing? keys = null) =>
        new(database.Factory(), keys ?? KeyRing.Ephemeral(), new Installation(), TimeProvider.System);
}
