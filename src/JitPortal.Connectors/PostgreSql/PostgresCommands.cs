using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>The two shapes of command that are ever sent. Statement text is constant; values travel as parameters.</summary>
internal static class PostgresCommands
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>
    /// Runs a constant <c>DO</c> block as one transaction that the server commits by itself: the client takes no step between
    /// the block's last check and the commit, so a paused client cannot commit late (I-10). The block reads its values from
    /// <c>jitportal.args</c> and quotes them with the server's own <c>format('%I')</c>.
    /// </summary>
    /// <returns>What the block left in <c>jitportal.result</c>; empty when nothing.</returns>
    public static async Task<string> ScriptAsync(this NpgsqlConnection connection, string script, object args, CancellationToken ct)
    {
        // No BeginTransaction: the commands of a batch are one implicit transaction up to the single sync at its end.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("select set_config('jitportal.args', $1, true), set_config('jitportal.result', '', true)")
                {
                    Parameters = { Parameter(ToJson(args)) },
                },
                new NpgsqlBatchCommand(script),
                new NpgsqlBatchCommand("select current_setting('jitportal.result')"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);   // the block itself returns no rows and is no result of its own
        await reader.ReadAsync(ct);
        var result = reader.GetString(0);
        await reader.CloseAsync();          // reads to the end of the implicit transaction: only now has it committed
        return result;
    }

    /// <returns>The first column of every row, which has to be text.</returns>
    public static async Task<IReadOnlyList<string>> ColumnAsync(this NpgsqlConnection connection, string sql, string parameter, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { Parameter(parameter) } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(ct))
            rows.Add(reader.GetString(0));
        return rows;
    }

    public static NpgsqlParameter Parameter(string value) => new NpgsqlParameter<string> { TypedValue = value };

    public static string ToJson(object value) => JsonSerializer.Serialize(value, Json);

    public static T FromJson<T>(string json) => JsonSerializer.Deserialize<T>(json, Json)!;
}
