using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-01: no access outside [start, end + 5 s], judged from the oracle's own log.</summary>
public sealed class WindowTests
{
    private const int Entitlements = 70;
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Windows_HundredsOfRandomShortOnes_NobodyHasAccessOutsideTheirOwn(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        await AskForAllAsync(portal, scene);
        await ShortenAsync(portal, new Random(20_261));

        await portal.StartLoopAsync();
        await Eventually.TrueAsync(async () => await LeftAsync(portal) == 0, "every grant has ended", TimeSpan.FromMinutes(2));

        await using var db = portal.Databases.Create();
        var grants = await db.Grants.AsNoTracking().ToDictionaryAsync(g => g.Principal);
        var windows = OracleReplay.Windows(oracle.Effects);
        grants.Count.ShouldBe(3 * Entitlements);
        windows.Select(w => w.Principal).ShouldBeUnique("access never begins again after it was closed");
        windows.Count.ShouldBeGreaterThan(grants.Count / 2, "a window that is over before its turn comes is never opened; most are");
        var late = BusyMachine.Allow(Late);
        windows.Where(w => !IsWithin(w, grants[w.Principal], late)).ShouldBeEmpty();
        oracle.Present.ShouldBeEmpty();
        grants.Values.ShouldAllBe(g => g.Evidence == EvidenceKind.Observed && g.EndReason == EndReason.Expired);
    }

    private static bool IsWithin(AccessWindow window, GrantRow grant, TimeSpan late) =>
        window.From >= grant.IntendedAt && window.From <= grant.EndsAt && window.To <= grant.EndsAt + late;

    private static async Task AskForAllAsync(TestPortal portal, Scene scene)
    {
        var entitlements = new List<EntitlementId>();
        for (var i = 0; i < Entitlements; i++)
            entitlements.Add(await Scene.EntitlementAsync(portal, scene.Target, $"database-{i}", "Read", "ephemeral:read"));
        await scene.PublishAsync("all-of-them", entitlements.ToValueList(), new Rule(
            "automatic", new Effect.Automatic(TimeSpan.FromHours(2), TimeSpan.FromHours(1)), new Condition.InGroup("engineering")));
        await Task.WhenAll(new[] { scene.Mira, scene.Jon, scene.Bo }.Select(who => AskAsync(scene, who, entitlements)));
    }

    private static async Task AskAsync(Scene scene, Actor who, List<EntitlementId> entitlements)
    {
        foreach (var entitlement in entitlements)
            await Scene.Must(scene.AskAsync(who, entitlement, TimeSpan.FromHours(1)));
    }

    /// <summary>A form takes a minute at least; windows of seconds are set on the rows before the loop begins.</summary>
    private static async Task ShortenAsync(TestPortal portal, Random random)
    {
        await using var db = portal.Databases.Create();
        await foreach (var grant in db.Grants.AsAsyncEnumerable())
            grant.Duration = TimeSpan.FromMilliseconds(random.Next(500, 6_000));
        await db.SaveChangesAsync();
    }

    private static async Task<int> LeftAsync(TestPortal portal)
    {
        await using var db = portal.Databases.Create();
        return await db.Grants.CountAsync(g => g.State != GrantState.Ended);
    }
}
