using JitPortal.Connectors.PostgreSql;
using JitPortal.Domain.Targets;
using Npgsql;

namespace JitPortal.Benchmarks.Overhead;

/// <summary>The statements that give and take the access, and nothing else: what a script of an administrator would run.</summary>
internal sealed class BareTarget(NpgsqlConnection connection, PrincipalMode mode) : IAsyncDisposable
{
    private readonly PostgreSqlKind kind = new(TimeProvider.System);

    public static async Task<BareTarget> ConnectAsync(TargetServer target, PrincipalMode mode) => new(await target.ConnectAsync(), mode);

    /// <returns>The name of a login that nobody has used yet, or of the other person.</returns>
    public string NextLogin() => mode == PrincipalMode.Existing ? TargetServer.OtherPerson : $"jit_{Guid.NewGuid():N}";

    /// <summary>One transaction. The verifier is made on this side, as by the portal: the server never sees the password.</summary>
    public Task OpenAsync(string login) => mode == PrincipalMode.Existing
        ? RunAsync($"select pg_advisory_xact_lock(hashtextextended('{login}', 0))", $"grant {TargetServer.Role} to \"{login}\"")
        : RunAsync(
            $"select pg_advisory_xact_lock(hashtextextended('{login}', 0))",
            $"create role \"{login}\" login password '{kind.Prepare(TargetServer.Right(mode), null).Verifier}' valid until '2100-01-01T00:00:00Z' connection limit 5",
            $"grant {TargetServer.Role} to \"{login}\"",
            $"comment on role \"{login}\" is 'jitportal grant={login}'");

    /// <summary>Each step commits by itself, so that a crash in between leaves less access than before.</summary>
    public async Task CloseAsync(string login)
    {
        if (mode == PrincipalMode.Existing)
        {
            await RunAsync($"revoke {TargetServer.Role} from \"{login}\"");
            await EndSessionsAsync(login);
            return;
        }
        await RunAsync($"alter role \"{login}\" nologin password null valid until 'epoch'");
        await EndSessionsAsync(login);
        await RunAsync($"select count(*) from pg_shdepend where refclassid = 'pg_authid'::regclass and refobjid = '{login}'::regrole and classid <> 'pg_auth_members'::regclass");
        await RunAsync($"drop role if exists \"{login}\"");
    }

    /// <summary>Reads the target back, on the connection that is open.</summary>
    public async Task<bool> IsMemberAsync(string login)
    {
        await using var command = new NpgsqlCommand(TargetServer.MemberQuery(login), connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        kind.Dispose();
        await connection.DisposeAsync();
    }

    private Task EndSessionsAsync(string login) => RunAsync($"select pg_terminate_backend(pid) from pg_stat_activity where usename = '{login}'");

    /// <summary>In one round trip and one transaction.</summary>
    private async Task RunAsync(params IEnumerable<string> statements)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await batch.ExecuteNonQueryAsync();
    }
}
