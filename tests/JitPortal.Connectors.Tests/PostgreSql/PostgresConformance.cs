using JitPortal.Connectors.Tests.Conformance;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.Tests.PostgreSql;

public abstract class PostgresConformance(PrincipalMode mode) : ConnectorConformance, IDisposable
{
    private PostgresCase? made;

    protected override async Task<TargetCase> CaseAsync() => made = await PostgresCase.CreateAsync(await ServerAsync(), mode);

    protected abstract Task<TestKit.Servers.PostgresServer> ServerAsync();

    public void Dispose()
    {
        made?.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class Postgres15ExistingConformance(PostgresServers servers) : PostgresConformance(PrincipalMode.Existing)
{
    protected override Task<TestKit.Servers.PostgresServer> ServerAsync() => servers.OfTheMachineAsync();
}

public sealed class Postgres15EphemeralConformance(PostgresServers servers) : PostgresConformance(PrincipalMode.Ephemeral)
{
    protected override Task<TestKit.Servers.PostgresServer> ServerAsync() => servers.OfTheMachineAsync();
}

public sealed class Postgres18ExistingConformance(PostgresServers servers) : PostgresConformance(PrincipalMode.Existing)
{
    protected override Task<TestKit.Servers.PostgresServer> ServerAsync() => servers.EighteenAsync();
}

public sealed class Postgres18EphemeralConformance(PostgresServers servers) : PostgresConformance(PrincipalMode.Ephemeral)
{
    protected override Task<TestKit.Servers.PostgresServer> ServerAsync() => servers.EighteenAsync();
}
