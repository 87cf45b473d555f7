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
    [Fact]
    public async Task Prepare_NoDatabaseYet_OnlyThePortalReadsIt()
    {
        var folder = Directory.CreateTempSubdirectory("jitportal-private-");
        try
        {
            var databases = PortalDbFactory.Sqlite($"Data Source={Path.Combine(folder.FullName, "data", "portal.db")};Pooling=false");

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
}
