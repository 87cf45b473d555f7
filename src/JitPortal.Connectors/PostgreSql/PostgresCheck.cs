using JitPortal.Domain.Targets;
using Npgsql;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>Looks at a server with the portal's account and says what an administrator should know, good or bad.</summary>
internal sealed class PostgresCheck(PostgresLink link, PostgresSettings settings, TimeProvider clock)
{
    private const string Sql = """
        select current_setting('server_version'), current_setting('server_version_num')::int, clock_timestamp(),
          me.rolsuper, me.rolcreaterole, pg_has_role('pg_signal_backend', 'usage'),
          (select string_agg(r.rolname, ', ' order by r.rolname) from pg_auth_members m join pg_roles r on r.oid = m.roleid
            where m.member = me.oid and m.admin_option and r.rolname !~ '^jit_[0-9a-f]{32}$'),
          (select pg_has_role(oid, 'usage') from pg_roles where rolname = $1),
          exists (select from pg_roles r where r.rolname = $1
            and (r.rolsuper or r.rolcanlogin or exists (select from pg_auth_members m where m.member = r.oid)))
        from pg_roles me where me.rolname = current_user
        """;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        try
        {
            return await link.RunAsync(connection => AskAsync(connection, ct), ct);
        }
        catch (TargetException failure)
        {
            return [new Finding(FindingLevel.Problem, failure.Message)];
        }
    }

    private async Task<IReadOnlyList<Finding>> AskAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { PostgresCommands.Parameter(settings.Heir ?? "") } };
        var asked = clock.GetUtcNow();
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var answered = clock.GetUtcNow();
        var server = new Server(
            reader.GetString(0),
            reader.GetInt32(1) / 10_000,
            reader.GetFieldValue<DateTimeOffset>(2) - asked - ((answered - asked) / 2),
            reader.GetBoolean(3),
            reader.GetBoolean(4),
            reader.GetBoolean(5),
            reader.IsDBNull(6) ? null : reader.GetString(6),
            reader.IsDBNull(7) ? null : reader.GetBoolean(7),
            reader.GetBoolean(8));
        return [.. Account(server), .. Heir(server), Clock(server.Skew)];
    }

    private IEnumerable<Finding> Account(Server server)
    {
        yield return Fine(T($"Reached PostgreSQL {server.Version} as {settings.User}."));
        if (server.Major < 13)
            yield return Problem(T("Versions before 13 are not supported."));

        if (server.IsSuperuser)
            yield return Warning(T("The account is a superuser: whoever owns the portal owns this server. Give it a narrow account (docs/targets.md)."));
        else if (server.CanCreateRoles && server.Major < 16)
            yield return Warning(T($"Before version 16 CREATEROLE is close to superuser, and this server is {server.Major}: prefer rights with mode \"existing\" and an account without it."));

        yield return server.CanCreateRoles || server.IsSuperuser
            ? Fine(T("The account can make logins for single grants (mode \"ephemeral\")."))
            : Fine(T("The account cannot make logins (no CREATEROLE): only rights with mode \"existing\" work."));
        yield return server.Grantable is null && !server.IsSuperuser
            ? Problem(T($"The account can give no role at all: GRANT the_role TO \"{settings.User}\" WITH ADMIN OPTION."))
            : Fine(T($"Roles the account can give: {server.Grantable ?? "all"}."));
        if (!server.CanSignal && !server.IsSuperuser)
            yield return Problem(T($"The account cannot end sessions: GRANT pg_signal_backend TO \"{settings.User}\"."));
    }

    private IEnumerable<Finding> Heir(Server server)
    {
        if (settings.Heir is null && server.CanCreateRoles)
            yield return Warning(T("No heir is named: a login that leaves objects behind cannot be removed until one is."));
        else if (settings.Heir is not null && server.IsMemberOfHeir is null)
            yield return Problem(T($"The heir {settings.Heir} does not exist on the server."));
        else if (settings.Heir is not null && server.IsMemberOfHeir is false)
            yield return Problem(T($"The account is no member of the heir {settings.Heir} and cannot hand objects over to it."));

        // An expression in an index is a function that the server runs as the table's owner, by itself.
        if (server.IsHeirMighty && server.CanCreateRoles)
            yield return Warning(T($"The heir {settings.Heir} has rights of its own, and code that a login leaves behind may run with them: name a role that cannot log in and is a member of no other."));
    }

    private static Finding Clock(TimeSpan skew) => skew.Duration() > TimeSpan.FromSeconds(2)
        ? Warning(T($"The server's clock is {skew.TotalSeconds:0.0} s {(skew > TimeSpan.Zero ? T("ahead") : T("behind"))}: logins end by its clock, and openings are refused when it is far ahead."))
        : Fine(T("The server's clock is within 2 s of the portal's."));

    private static Finding Fine(string words) => new(FindingLevel.Fine, words);

    private static Finding Warning(string words) => new(FindingLevel.Warning, words);

    private static Finding Problem(string words) => new(FindingLevel.Problem, words);

    /// <param name="IsMemberOfHeir"><see langword="null"/> where there is no such role.</param>
    private sealed record Server(
        string Version,
        int Major,
        TimeSpan Skew,
        bool IsSuperuser,
        bool CanCreateRoles,
        bool CanSignal,
        string? Grantable,
        bool? IsMemberOfHeir,
        bool IsHeirMighty);
}
