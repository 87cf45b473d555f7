using System.Text.Json;
using JitPortal.Connectors.PostgreSql;
using JitPortal.Connectors.Tests.Conformance;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Npgsql;

namespace JitPortal.Connectors.Tests.PostgreSql;

/// <summary>
/// A database with a table that only members of a role may read, and the narrow account that docs/targets.md recommends:
/// without CREATEROLE for persons' own logins, with it for logins made for a grant.
/// </summary>
public sealed class PostgresCase : TargetCase, IDisposable
{
    private const string AccountPassword = "account-of-the-portal";

    private readonly PostgresServer server;
    private readonly PrincipalMode mode;
    private readonly string suffix = Guid.NewGuid().ToString("N")[..8];
    private readonly PostgreSqlKind kind = new(Clock);
    private readonly List<IDisposable> others = [];

    private PostgresCase(PostgresServer server, PrincipalMode mode) => (this.server, this.mode) = (server, mode);

    public string Database { get; private set; } = "";

    public string Role => $"app_ro_{suffix}";

    public string Heir => $"app_owner_{suffix}";

    public string Account => $"jit_account_{suffix}";

    public PostgresServer Server => server;

    public override IConnectorKind Kind => kind;

    public override IConnector Connector => Connect();

    public override bool EndsByItself => mode == PrincipalMode.Ephemeral;

    public override bool Lists => true;

    public override bool Rotates => mode == PrincipalMode.Ephemeral;

    private readonly TargetId id = TargetId.New();

    public static async Task<PostgresCase> CreateAsync(PostgresServer server, PrincipalMode mode)
    {
        var made = new PostgresCase(server, mode) { Database = await server.CreateDatabaseAsync() };
        await server.ExecuteAsync($"""
            create role {made.Heir} nologin; create role {made.Role} nologin;
            create role {made.Account} login {(mode == PrincipalMode.Ephemeral ? "createrole" : "")} password '{AccountPassword}';
            grant pg_signal_backend to {made.Account};
            grant {made.Role} to {made.Account} with admin option;
            grant {made.Heir} to {made.Account};
            grant create on database "{made.Database}" to {made.Heir};
            """);
        await server.ExecuteAsync($"""
            create table secrets (line text); insert into secrets values ('x');
            grant select on secrets to {made.Role};
            grant create, usage on schema public to {made.Role}, {made.Heir};
            """, made.Database);
        return made;
    }

    /// <param name="port">Another way to the same server, such as a fault proxy.</param>
    public IConnector Connect(int? port = null, bool terminateSessions = true, string? heir = "", TargetId? target = null) =>
        kind.Connect(target ?? id, Settings(port, terminateSessions, heir == "" ? Heir : heir), AccountPassword);

    public string Settings(int? port = null, bool terminateSessions = true, string? heir = null) => JsonSerializer.Serialize(new
    {
        host = server.Host,
        port = port ?? server.Port,
        database = Database,
        user = Account,
        sslMode = "disable",
        heir,
        terminateSessions,
    });

    public override IConnector Another()
    {
        var another = new PostgreSqlKind(Clock);
        others.Add(another);
        return another.Connect(TargetId.New(), Settings(heir: Heir), AccountPassword);
    }

    public override async Task<Held> PrepareAsync(TimeSpan lasting, string? name = null)
    {
        var grant = GrantId.New();
        if (mode == PrincipalMode.Existing)
        {
            var password = Guid.NewGuid().ToString("N");
            var login = $"{name ?? "alice"} {Guid.NewGuid().ToString("N")[..8]}";
            await server.ExecuteAsync($"create role {Quoted(login)} login password '{password}'");
            return new Held(Intent(grant, login, Right(Role), lasting, null, 1), password);
        }

        var role = Role;
        if (name is not null)
        {
            role = $"{name} {Guid.NewGuid().ToString("N")[..8]}";
            await server.ExecuteAsync($"create role {Quoted(role)}; grant {Quoted(role)} to {Account} with admin option; grant {Role} to {Quoted(role)}");
        }

        var credential = kind.Prepare(Right(role), null);
        return new Held(Intent(grant, $"jit_{grant}", Right(role), lasting, credential.Verifier, 1), credential.Secret);
    }

    public string Right(string role) => JsonSerializer.Serialize(new { role, mode = mode == PrincipalMode.Existing ? "existing" : "ephemeral" });

    public override async Task<bool> CanUseAsync(Held held)
    {
        try
        {
            await using var session = await UseAsync(held);
            return await session.WorksAsync();
        }
        catch (PostgresException e) when (e.SqlState is "28P01" or "28000")
        {
            return false;
        }
    }

    public override async Task<ILiveSession> UseAsync(Held held) =>
        new Session(await server.ConnectAsync(Database, held.Opening.Principal, held.Secret!));

    public override Task VanishAsync(Held held) => server.ExecuteAsync($"drop role {Quoted(held.Opening.Principal)}");

    public override Held Renewed(Held held)
    {
        var credential = kind.Prepare(held.Opening.Right, null);
        return new Held(held.Opening with { Verifier = credential.Verifier, Serial = held.Opening.Serial + 1 }, credential.Secret);
    }

    public void Dispose()
    {
        kind.Dispose();
        others.ForEach(o => o.Dispose());
    }

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    private sealed class Session(NpgsqlConnection connection) : ILiveSession
    {
        public async Task<bool> WorksAsync()
        {
            try
            {
                await using var command = new NpgsqlCommand("select count(*) from secrets", connection);
                await command.ExecuteScalarAsync();
                return true;
            }
            catch (PostgresException e) when (e.SqlState is "42501" or "57P01")
            {
                return false;
            }
            catch (NpgsqlException e) when (e.InnerException is IOException)
            {
                return false;
            }
            catch (InvalidOperationException)
            {
                return false;   // broken by an earlier try
            }
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
