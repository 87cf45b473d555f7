using Npgsql;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>
/// The portal's own connections to one server: a small pool, which bounds what one target can take of the portal, and
/// every failure translated into one of the four faults. A server that falls silent costs a call at most 10 s.
/// </summary>
internal sealed class PostgresLink(PostgresSettings settings, string password) : IDisposable
{
    private const int PoolSize = 6;
    private const int PreparedAtMost = 20;

    // A silent server is waited for twice: for the command, and then while the driver asks over a new connection to cancel it.
    private const int ConnectSeconds = 4;
    private const int CommandSeconds = 6;

    // Handing over what a login owns may mean many objects; it runs after the login was shut out, and no set waits for it.
    private const int HandOverSeconds = 60;

    private readonly NpgsqlDataSource pool = Source(settings, password, settings.Database, pooled: true);

    /// <summary>Runs <paramref name="work"/> on a pooled connection.</summary>
    /// <exception cref="Domain.Targets.TargetException">Anything that went wrong on the server or on the way to it.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken ct)
    {
        try
        {
            await using var connection = await pool.OpenConnectionAsync(ct);
            return await work(connection);
        }
        catch (Exception e) when (PostgresFaults.Translate(e) is not null)
        {
            throw PostgresFaults.Translate(e)!;
        }
    }

    /// <summary>Runs a script in another database of the same server, over a connection of its own.</summary>
    public async Task ScriptInAsync(string database, string script, object args, CancellationToken ct)
    {
        await using var source = Source(settings, password, database, pooled: false);
        await using var connection = await source.OpenConnectionAsync(ct);
        await connection.ScriptAsync(script, args, ct);
    }

    public void Dispose() => pool.Dispose();

    private static NpgsqlDataSource Source(PostgresSettings settings, string password, string database, bool pooled)
    {
        var builder = new NpgsqlDataSourceBuilder(ConnectionString(settings, password, database, pooled));
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));   // only built-in types: saves a query
        return builder.Build();
    }

    private static string ConnectionString(PostgresSettings settings, string password, string database, bool pooled) => new NpgsqlConnectionStringBuilder
    {
        Host = settings.Host,
        Port = settings.Port,
        Database = database,
        Username = settings.User,
        Password = password,
        SslMode = settings.SslMode,
        ApplicationName = "jitportal",
        Pooling = pooled,
        MaxPoolSize = PoolSize,
        // The same dozen statements each time, and planning the observation costs more than running it.
        MaxAutoPrepare = pooled ? PreparedAtMost : 0,
        AutoPrepareMinUsages = 2,
        ConnectionIdleLifetime = 60,
        Timeout = ConnectSeconds,
        CommandTimeout = pooled ? CommandSeconds : HandOverSeconds,
        CancellationTimeout = -1,
        // Anybody who may create functions could otherwise have theirs run by the portal's account (CVE-2018-1058).
        SearchPath = "pg_catalog",
        Options = $"-c statement_timeout={(pooled ? CommandSeconds : HandOverSeconds) - 1}s -c lock_timeout=3s -c default_transaction_isolation=read\\ committed",
    }.ConnectionString;
}
