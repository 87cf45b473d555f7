using System.Data.Common;
using JitPortal.TestKit.Portal;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JitPortal.Benchmarks.Overhead;

/// <summary>
/// The bare statements with the guarantees of the portal, as a careful script would write them by hand on open connections: the intent is
/// durable before the effect, the target is read back, and the outcome is durable with a line of a log. Less is not the same promise.
/// </summary>
internal sealed class GuardedTarget(BareTarget bare, DbConnection notes) : IAsyncDisposable
{
    public static async Task<GuardedTarget> CreateAsync(BareTarget bare, TestDatabase database)
    {
        DbConnection notes = database.Kind == DatabaseKind.Sqlite ? new SqliteConnection(database.ConnectionString) : new NpgsqlConnection(database.ConnectionString);
        await notes.OpenAsync();
        var made = new GuardedTarget(bare, notes);
        await made.NoteAsync("create table if not exists by_hand (login text, state text)", "create table if not exists by_hand_log (login text, said text)");
        if (database.Kind == DatabaseKind.Sqlite)
            await made.NoteAsync("pragma synchronous = full");
        return made;
    }

    public async Task OpenAsync(string login)
    {
        await DurablyAsync($"insert into by_hand (login, state) values ('{login}', 'intended')", login, "intended");
        await bare.OpenAsync(login);
        TargetServer.Check(login, await bare.IsMemberAsync(login), member: true);
        await DurablyAsync($"update by_hand set state = 'active' where login = '{login}' and state = 'intended'", login, "active");
    }

    public async Task CloseAsync(string login)
    {
        await bare.CloseAsync(login);
        TargetServer.Check(login, await bare.IsMemberAsync(login), member: false);
        await DurablyAsync($"update by_hand set state = 'ended' where login = '{login}' and state = 'active'", login, "ended");
    }

    public ValueTask DisposeAsync() => notes.DisposeAsync();

    private async Task DurablyAsync(string change, string login, string said)
    {
        await using var transaction = await notes.BeginTransactionAsync();
        await NoteAsync(change, $"insert into by_hand_log (login, said) values ('{login}', '{said}')");
        await transaction.CommitAsync();
    }

    private async Task NoteAsync(params IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            await using var command = notes.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }
}
