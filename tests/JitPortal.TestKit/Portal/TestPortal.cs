using JitPortal.Application;
using JitPortal.Application.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using JitPortal.Storage.Time;
using JitPortal.TestKit.Oracle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace JitPortal.TestKit.Portal;

/// <summary>
/// A whole portal without its web side: storage, use cases and, once started, the loop. Several on one database are several
/// nodes. Without a job server the loop runs the work itself.
/// </summary>
public sealed class TestPortal : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private DueLoop? loop;

    private TestPortal(ServiceProvider services) => this.services = services;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public PortalDbFactory Databases => Get<PortalDbFactory>();

    public DatabaseClock Clock => Get<DatabaseClock>();

    /// <param name="machine">The machine's clock; a fake one for tests of time.</param>
    /// <param name="keys">Shared by the nodes of one database.</param>
    /// <param name="configure">Further services, for example another connector kind or a job server; wins over the defaults.</param>
    public static async Task<TestPortal> CreateAsync(TestDatabase database, TimeProvider? machine = null, KeyRing? keys = null, Action<IServiceCollection>? configure = null)
    {
        var wiring = new ServiceCollection();
        wiring.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        configure?.Invoke(wiring);
        var time = machine ?? TimeProvider.System;
        wiring.AddSingleton(s => new DatabaseClock(s.GetRequiredService<PortalDbFactory>(), time));
        wiring.AddSingleton(s => new DatabasePreparation(s.GetRequiredService<PortalDbFactory>(), s.GetRequiredService<KeyRing>(), s.GetRequiredService<Installation>(), time));
        wiring.AddStorage(database.Factory(), keys ?? KeyRing.OpenOrCreate(Path.Combine(database.Folder, "keys")));
        wiring.AddApplication(Path.Combine(database.Folder, "spool"));
        wiring.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, OracleKind>());
        var portal = new TestPortal(wiring.BuildServiceProvider());
        await portal.Get<DatabasePreparation>().RunAsync(CancellationToken.None);
        await portal.Clock.StartAsync(CancellationToken.None);
        return portal;
    }

    /// <summary>Starts the loop, as every node does.</summary>
    public async Task StartLoopAsync()
    {
        loop = ActivatorUtilities.CreateInstance<DueLoop>(services);
        await loop.StartAsync(CancellationToken.None);
    }

    public async Task StopLoopAsync()
    {
        if (loop is not { } running)
            return;
        await running.StopAsync(CancellationToken.None);
        running.Dispose();
        loop = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopLoopAsync();
        await services.DisposeAsync();
    }
}
