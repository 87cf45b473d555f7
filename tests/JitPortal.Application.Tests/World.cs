using System.Text.Json;
using JitPortal.Application.Requests;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Requests;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace JitPortal.Application.Tests;

/// <summary>A database, a target and one portal with the people and policies of <see cref="Scene"/>; more portals on demand.</summary>
public sealed class World : IAsyncDisposable
{
    private readonly List<TestPortal> others = [];

    private World(TestDatabase database, OracleServer oracle, TestPortal portal, Scene scene, FakeTimeProvider? time, Action<IServiceCollection>? configure) =>
        (Database, Oracle, Portal, Scene, Time, Configure) = (database, oracle, portal, scene, time, configure);

    public TestDatabase Database { get; }

    public OracleServer Oracle { get; }

    public TestPortal Portal { get; }

    public Scene Scene { get; }

    private FakeTimeProvider? Time { get; }

    private Action<IServiceCollection>? Configure { get; }

    public static async Task<World> CreateAsync(DatabaseKind kind, FakeTimeProvider? time = null, Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var oracle = new OracleServer(clock: time);
        var portal = await TestPortal.CreateAsync(database, time, configure: configure);
        return new World(database, oracle, portal, await Scene.BuildAsync(portal, oracle.Port), time, configure);
    }

    /// <summary>A clock that stands still until it is told; starts at the machine's now, because PostgreSQL's clock is real.</summary>
    public static FakeTimeProvider StoppedClock() => new(TimeProvider.System.GetUtcNow());

    public T Get<T>()
        where T : notnull => Portal.Get<T>();

    /// <summary>What becomes due by time among decisions, as the loop does it.</summary>
    public async Task DecideDueAsync()
    {
        foreach (var part in Get<DueDecisions>().Parts)
            await part(CancellationToken.None);
    }

    public PortalDb Db() => Portal.Databases.Create();

    /// <summary>Another node on the same database, made like the first.</summary>
    public async Task<TestPortal> NodeAsync(TimeProvider? machine = null)
    {
        var node = await TestPortal.CreateAsync(Database, machine ?? Time, configure: Configure);
        others.Add(node);
        return node;
    }

    /// <summary>Changes the database behind the portal's back.</summary>
    public async Task<int> SqlAsync(string sql, params object[] arguments)
    {
        await using var db = Db();
        return await db.Database.ExecuteSqlRawAsync(sql, arguments);
    }

    /// <summary>On PostgreSQL: a transaction is held up by another one.</summary>
    public async Task<bool> SomebodyWaitsForALockAsync()
    {
        await using var db = Db();
        return await db.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'""").SingleAsync() > 0;
    }

    /// <summary>One more policy, of one rule: on the entitlement that is automatic, or on another.</summary>
    public Task RequireAsync(Effect effect, Condition when, EntitlementId? on = null) =>
        Scene.PublishAsync("more", [on ?? Scene.Automatic], new Rule("more", effect, when));

    public async Task<RequestRow> RequestAsync(Guid id)
    {
        await using var db = Db();
        return await db.Requests.AsNoTracking().SingleAsync(r => r.Id == id);
    }

    public async Task<IReadOnlyList<GrantRow>> GrantsAsync()
    {
        await using var db = Db();
        return await db.Grants.AsNoTracking().ToListAsync();
    }

    public async Task<IReadOnlyList<AuditRow>> AuditAsync()
    {
        await using var db = Db();
        return await db.Audit.AsNoTracking().OrderBy(a => a.Sequence).ToListAsync();
    }

    /// <summary>The kinds of events recorded after a place in the log.</summary>
    public async Task<IReadOnlyList<string>> TypesAfterAsync(long sequence) => [.. (await AuditAsync()).Where(a => a.Sequence > sequence).Select(a => a.Type)];

    public async Task<string> FactAsync(string type, string name)
    {
        using var leaf = JsonDocument.Parse((await AuditAsync()).Last(a => a.Type == type).Leaf);
        return leaf.RootElement.GetProperty("data").GetProperty(name).ToString();
    }

    public async Task<IReadOnlyList<string>> StateAsync()
    {
        await using var db = Db();
        return await TableDump.StateAsync(db);
    }

    public async Task<IReadOnlyList<Cell>> CellsAsync()
    {
        await using var db = Db();
        return await TableDump.ReadAsync(db);
    }

    /// <summary>Starts all of them from one barrier.</summary>
    public static async Task<IReadOnlyList<T>> AtOnceAsync<T>(params IReadOnlyList<Func<Task<T>>> callers)
    {
        var barrier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var missing = callers.Count;
        return await Task.WhenAll(callers.Select(caller => Task.Run(async () =>
        {
            if (Interlocked.Decrement(ref missing) == 0)
                barrier.SetResult();   // the last one lets all of them go
            await barrier.Task;
            return await caller();
        })));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in others)
            await node.DisposeAsync();
        await Portal.DisposeAsync();
        await Oracle.DisposeAsync();
        await Database.DisposeAsync();
    }
}
