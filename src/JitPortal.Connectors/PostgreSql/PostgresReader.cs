using System.Runtime.CompilerServices;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using Npgsql;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>What the server has of one login and one role.</summary>
internal sealed record Reading(bool LoginExists, bool CanLogin, DateTimeOffset? NativeEnd, int Sessions, bool Ours, string? Others);

/// <summary>Reads logins, memberships and sessions back, without changing anything.</summary>
internal sealed class PostgresReader(PostgresLink link)
{
    /// <summary>A server that is busy may end a statement that reads all of a large set: none of it would be known then.</summary>
    private const int PairsInOneStatement = 50;

    private const string ObserveSql = """
        select r.oid is not null, coalesce(r.rolcanlogin, false),
          case when isfinite(r.rolvaliduntil) then r.rolvaliduntil end,
          coalesce(s.open, 0),
          coalesce(m.ours, false), m.others
        from jsonb_array_elements($1::jsonb) with ordinality as x(i, n)
          left join pg_roles r on r.rolname = i->>'principal'
          left join (select usesysid, count(*)::int as open from pg_stat_activity group by usesysid) s on s.usesysid = r.oid
          left join lateral (
            select bool_or(held.ours and held.usable) as ours,
              string_agg(held.grantor_name, ', ') filter (where held.usable and not held.ours) as others
            from (select i->>'role' as wanted_role, i->>'principal' as wanted_member) wanted,
              lateral (
        """ + MembershipScripts.Rows + """
              ) held
          ) m on true
        order by n
        """;

    // The roles the portal's account can give are the managed ones. A superuser can give all of them.
    private const string ListSql = """
        select u.rolname::text, coalesce(g.rolname::text, ''), shobj_description(u.oid, 'pg_authid'),
          case when isfinite(u.rolvaliduntil) then u.rolvaliduntil end
        from pg_roles u left join pg_auth_members m on m.member = u.oid left join pg_roles g on g.oid = m.roleid
        where u.rolname <> current_user and (
          u.rolname ~ '^jit_[0-9a-f]{32}$'
          or (g.rolname !~ '^jit_[0-9a-f]{32}$' and (
            exists (select from pg_auth_members a where a.roleid = g.oid and a.admin_option and a.member = (select oid from pg_roles where rolname = current_user))
            or (g.rolname !~ '^pg_' and (select rolsuper from pg_roles where rolname = current_user)))))
        order by 1, 2
        """;

    /// <returns>One reading for each pair, in order.</returns>
    public async Task<IReadOnlyList<Reading>> ReadAsync(IEnumerable<(string Principal, string Role)> pairs, CancellationToken ct)
    {
        var readings = new List<Reading>();
        foreach (var some in pairs.Chunk(PairsInOneStatement))
            readings.AddRange(await ReadSomeAsync(some, ct));
        return readings;
    }

    private Task<IReadOnlyList<Reading>> ReadSomeAsync(IEnumerable<(string Principal, string Role)> pairs, CancellationToken ct)
    {
        var args = PostgresCommands.ToJson(pairs.Select(p => new { principal = p.Principal, role = p.Role }));
        return link.RunAsync<IReadOnlyList<Reading>>(
            async connection =>
            {
                await using var command = new NpgsqlCommand(ObserveSql, connection) { Parameters = { PostgresCommands.Parameter(args) } };
                await using var reader = await command.ExecuteReaderAsync(ct);
                var readings = new List<Reading>();
                while (await reader.ReadAsync(ct))
                    readings.Add(new Reading(reader.GetBoolean(0), reader.GetBoolean(1), Instant(reader, 2), reader.GetInt32(3), reader.GetBoolean(4), Text(reader, 5)));
                return readings;
            },
            ct);
    }

    public async IAsyncEnumerable<Seen> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var seen = await link.RunAsync(connection => ListAsync(connection, ct), ct);
        foreach (var one in seen)
            yield return one;
    }

    private static async Task<List<Seen>> ListAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(ListSql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var seen = new List<Seen>();
        while (await reader.ReadAsync(ct))
        {
            var login = reader.GetString(0);
            seen.Add(new Seen(login, reader.GetString(1), PostgresName.GrantOf(login, Text(reader, 2)), Instant(reader, 3)));
        }

        return seen;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
