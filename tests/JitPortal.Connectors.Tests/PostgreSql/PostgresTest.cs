using JitPortal.Connectors.Tests.Conformance;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;

namespace JitPortal.Connectors.Tests.PostgreSql;

/// <summary>Shared by the tests of what only PostgreSQL does.</summary>
public abstract class PostgresTest(PostgresServers servers) : IDisposable
{
    protected static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly List<PostgresCase> made = [];

    protected async Task<PostgresCase> CaseAsync(PrincipalMode mode, int version = 15, PostgresServer? server = null)
    {
        server ??= await (version == 18 ? servers.EighteenAsync() : servers.OfTheMachineAsync());
        var one = await PostgresCase.CreateAsync(server, mode);
        made.Add(one);
        return one;
    }

    protected static async Task<Closed> CloseAsync(IConnector connector, Closing closing) =>
        (await connector.CloseAsync([closing], CancellationToken.None)).Single();

    protected static async Task<Observation> ObserveAsync(IConnector connector, Closing closing) =>
        (await connector.ObserveAsync([closing], CancellationToken.None)).Single();

    protected static Task<bool> ExistsAsync(PostgresServer server, string login) =>
        server.ScalarAsync<bool>($"select exists (select from pg_roles where rolname = '{login}')");

    protected static Task OpenAsync(IConnector connector, Held held) => connector.OpenAsync(held.Opening, CancellationToken.None);

    public void Dispose()
    {
        made.ForEach(m => m.Dispose());
        GC.SuppressFinalize(this);
    }
}
