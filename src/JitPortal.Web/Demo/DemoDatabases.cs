using System.Security.Cryptography;
using System.Text.Json;
using JitPortal.Application.Targets;
using JitPortal.DemoCompany;
using Npgsql;

namespace JitPortal.Web.Demo;

/// <summary>What the demo needs on its PostgreSQL: a database with something in it, roles to give away, and the portal's own account.</summary>
internal sealed class DemoDatabases(DemoPostgres postgres)
{
    public const string Database = "orders";

    private const string Account = "jit_portal";

    /// <summary>Repeatable: a first start may have been killed half-way.</summary>
    /// <returns>How the portal reaches it, or the target that only says what is missing.</returns>
    public async Task<TargetForm> PrepareAsync(CancellationToken ct)
    {
        if (postgres.Owner is not { } owner)
            return new TargetForm("orders-pg", "postgresql", "{}", null, postgres.Missing);
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await using (var server = await OpenAsync(owner, ct))
        {
            await RunAsync(server, RolesSql() + string.Concat(CompanyCatalogue.Databases.Select(CompanyRolesSql)), ct);
            // Hexadecimal, so it needs no quoting; a utility statement takes no parameters.
            await RunAsync(server, $"alter role {Account} password '{password}'", ct);
            if (!await ExistsAsync(server, ct))
                await RunAsync(server, $"create database {Database}", ct);
        }
        var address = new NpgsqlConnectionStringBuilder(owner) { Database = Database };
        await using (var orders = await OpenAsync(address.ConnectionString, ct))
            await RunAsync(orders, TablesSql + string.Concat(CompanyCatalogue.Databases.Select(SchemaSql)), ct);
        var settings = JsonSerializer.Serialize(new { host = address.Host, port = address.Port, database = Database, user = Account, sslMode = "disable", heir = "orders_owner" });
        return new TargetForm("orders-pg", "postgresql", settings, password);
    }

    private static string RolesSql() => $$"""
        do $$ begin
          if not exists (select from pg_roles where rolname = 'orders_owner') then create role orders_owner nologin; end if;
          if not exists (select from pg_roles where rolname = 'orders_read') then create role orders_read nologin; end if;
          if not exists (select from pg_roles where rolname = 'orders_write') then create role orders_write nologin; end if;
          if not exists (select from pg_roles where rolname = '{{Account}}') then create role {{Account}} login createrole; end if;
          if not exists (select from pg_roles where rolname = 'mira') then create role mira login password 'mira-demo'; end if;
          if not exists (select from pg_roles where rolname = 'jon') then create role jon login password 'jon-demo'; end if;
        end $$;
        grant pg_signal_backend to {{Account}};
        grant orders_owner, orders_read, orders_write to {{Account}} with admin option;
        """;

    private const string TablesSql = """
        create table if not exists refunds (id int primary key, customer text not null, amount numeric(10, 2) not null, stuck boolean not null);
        insert into refunds values (1, 'Nordlys Kiosk', 129.00, true), (2, 'Fjell Sport', 899.50, false), (3, 'Havn Café', 45.00, true) on conflict do nothing;
        alter table refunds owner to orders_owner;
        grant select on refunds to orders_read;
        grant select, insert, update, delete on refunds to orders_write;
        """;

    private static string CompanyRolesSql(string name) => $$"""
        do $$ begin
          if not exists (select from pg_roles where rolname = '{{CompanyCatalogue.ReadRole(name)}}') then create role {{CompanyCatalogue.ReadRole(name)}} nologin; end if;
          if not exists (select from pg_roles where rolname = '{{CompanyCatalogue.WriteRole(name)}}') then create role {{CompanyCatalogue.WriteRole(name)}} nologin; end if;
        end $$;
        grant {{CompanyCatalogue.ReadRole(name)}}, {{CompanyCatalogue.WriteRole(name)}} to {{Account}} with admin option;

        """;

    /// <summary>What the company calls a database of its own is a schema here: one server, and one database, are enough to try them all.</summary>
    private static string SchemaSql(string name) => $"""

        create schema if not exists {name} authorization orders_owner;
        create table if not exists {name}.lines (id int primary key, line text not null);
        insert into {name}.lines values (1, 'A line of {name}.') on conflict do nothing;
        alter table {name}.lines owner to orders_owner;
        grant usage on schema {name} to {CompanyCatalogue.ReadRole(name)}, {CompanyCatalogue.WriteRole(name)};
        grant select on {name}.lines to {CompanyCatalogue.ReadRole(name)};
        grant select, insert, update, delete on {name}.lines to {CompanyCatalogue.WriteRole(name)};
        """;

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = Database } } };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
