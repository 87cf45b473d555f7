using JitPortal.TestKit.Servers;

namespace JitPortal.TestKit.Portal;

/// <summary>The one PostgreSQL of a test process; stopped when the process ends.</summary>
internal static class RunServer
{
    public static async Task<PostgresServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
