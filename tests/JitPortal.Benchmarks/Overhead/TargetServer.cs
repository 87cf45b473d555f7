using System.Text.Json;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Npgsql;

namespace JitPortal.Benchmarks.Overhead;

/// <summary>A PostgreSQL server that access is opened on, with the narrow account the connector asks for; it syncs to disk.</summary>
internal sealed class TargetServer : IAsyncDisposable
{
    public const string Account = "jit_portal";
    public const string Password = "account-of-the-portal";
    public const string Role = "app_ro";
    public const string OtherPerson = "berta";

    /// <summary>The logins of those who ask, one after another: nobody has the same access hundreds of times without a pause.</summary>
    public static readonly IReadOnlyList<string> People = [.. Enumerable.Range(1, 50).Select(number => $"person{number}")];

    private readonly PostgresServer server;

    private TargetServer(PostgresServer server) => this.server = server;

    /// <summary>For the connector.</summary>
    public string Settings => JsonSerializer.Serialize(new { host = server.Host, port = server.Port, database = "postgres", user = Account, sslMode = "disable", heir = "app_owner" });

    public static async Task<TargetServer> StartAsync()
    {
        var started = await PostgresServer.StartAsync(fsync: true);
        await started.ExecuteAsync($"""
            create role app_owner nologin; create role {Role} nologin;
            create role {Account} login createrole password '{Password}';
            grant pg_signal_backend to {Account};
            grant {Role}, app_owner to {Account} with admin option;
            create role {OtherPerson} login;
            {string.Join(' ', People.Select(person => $"create role {person} login;"))}
            """);
        return new TargetServer(started);
    }

    public static string Right(PrincipalMode mode) => JsonSerializer.Serialize(new { role = Role, mode = mode == PrincipalMode.Existing ? "existing" : "ephemeral" });

    public Task<NpgsqlConnection> ConnectAsync() => server.ConnectAsync("postgres", Account, Password);

    /// <exception cref="InvalidOperationException">The server does not show what the contender said it had done.</exception>
    public async Task MustShowAsync(string login, bool member)
    {
        Check(login, await server.ScalarAsync<bool>(MemberQuery(login)), member);
    }

    /// <summary>Whether the login is there and has the role, in one row.</summary>
    public static string MemberQuery(string login) =>
        $"select exists (select from pg_auth_members m join pg_roles u on u.oid = m.member where u.rolname = '{login}' and u.rolcanlogin and m.roleid = '{Role}'::regrole)";

    /// <exception cref="InvalidOperationException">What is shown is not what was to be.</exception>
    public static void Check(string login, bool shown, bool member)
    {
        if (shown != member)
            throw new InvalidOperationException($"{login} is {(shown ? "" : "not ")}a member of {Role}.");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
