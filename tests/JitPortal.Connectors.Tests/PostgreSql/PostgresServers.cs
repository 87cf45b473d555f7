using JitPortal.Connectors.Tests.PostgreSql;
using JitPortal.TestKit.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServers))]

namespace JitPortal.Connectors.Tests.PostgreSql;

/// <summary>One server of each version for the whole run, started when the first test asks.</summary>
public sealed class PostgresServers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> ofTheMachine = new(() => PostgresServer.StartAsync());
    private readonly Lazy<Task<PostgresServer>> eighteen = new(async () => await PostgresServer.StartAsync(await Postgres18.BinAsync()));

    /// <summary>The one installed on the machine: 15 on Debian 12.</summary>
    public Task<PostgresServer> OfTheMachineAsync() => ofTheMachine.Value;

    public Task<PostgresServer> EighteenAsync() => eighteen.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { ofTheMachine, eighteen }.Where(s => s.IsValueCreated))
            await (await server.Value).DisposeAsync();
    }
}
