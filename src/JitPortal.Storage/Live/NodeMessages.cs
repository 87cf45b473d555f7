using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JitPortal.Storage.Live;

/// <summary>Short messages between the nodes on one PostgreSQL, by its NOTIFY. They are not kept: whoever does not listen misses them.</summary>
public sealed class NodeMessages(PortalDbFactory databases)
{
    /// <summary>The longest message in bytes: PostgreSQL takes less than 8,000.</summary>
    public const int Longest = 7_999;

    private const string Channel = "jitportal_live";

    /// <summary>A line that has broken without a word is noticed after this: 10 seconds.</summary>
    private const int KeepAliveSeconds = 10;

    /// <summary>Whether there can be other nodes: not on SQLite.</summary>
    public bool AreThere
    {
        get
        {
            using var db = databases.Create();
            return db.IsPostgres;
        }
    }

    /// <summary>Every node that listens hears it, this one too.</summary>
    public async Task SendAsync(string message, CancellationToken ct)
    {
        await using var db = databases.Create();
        await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {message})", ct);
    }

    /// <summary>Hears what is sent from <paramref name="listening"/> on, on a connection of its own, until that breaks or it is cancelled.</summary>
    /// <param name="heard">Must return at once and not throw.</param>
    public async Task ListenAsync(Action listening, Action<string> heard, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Settings());
        connection.Notification += (_, notification) => heard(notification.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(ct);
        listening();
        while (true)
            await connection.WaitAsync(ct);
    }

    private string Settings()
    {
        using var db = databases.Create();
        return new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, KeepAlive = KeepAliveSeconds }.ConnectionString;
    }
}
