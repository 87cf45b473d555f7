using System.Data.Common;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace JitPortal.Benchmarks.Chain;

/// <summary>Two copies of the audit table, with its indexes, that are appended to without a chain.</summary>
internal sealed class UnchainedLog : IAsyncDisposable
{
    public const string Table = "audit_unchained";
    public const string ReadyTable = "audit_ready";

    private static readonly byte[] NoLink = new byte[AuditChain.HashLength];

    private readonly TestPortal portal;
    private readonly Guid installation;
    private readonly PortalDb open;
    private long sequence;
    private long readySequence;

    private UnchainedLog(TestPortal portal)
    {
        this.portal = portal;
        installation = portal.Get<Installation>().Id;
        open = portal.Databases.Create();
    }

    public static async Task<UnchainedLog> CreateAsync(TestPortal portal)
    {
        var log = new UnchainedLog(portal);
        await log.open.Database.OpenConnectionAsync();
        foreach (var table in (string[])[Table, ReadyTable])
            await TableCopy.MakeAsync(log.open, "audit", table);
        return log;
    }

    /// <summary>The same step as an append to the chain takes: a context, a transaction, the record's bytes, the inserts.</summary>
    public async Task AppendAsync(IReadOnlyList<AuditEvent> events)
    {
        await using var db = portal.Databases.Create();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var rows = Rows(events, ref sequence);
        await RowInsert.RunAsync(db.Database.GetDbConnection(), transaction.GetDbTransaction(), Table, rows);
        await transaction.CommitAsync();
    }

    public IReadOnlyList<AuditRow> Rows(IReadOnlyList<AuditEvent> events) => Rows(events, ref readySequence);

    public async Task AppendReadyAsync(IReadOnlyList<AuditRow> rows)
    {
        var connection = open.Database.GetDbConnection();
        await using DbTransaction transaction = await connection.BeginTransactionAsync();
        await RowInsert.RunAsync(connection, transaction, ReadyTable, rows);
        await transaction.CommitAsync();
    }

    /// <returns>Records in the table, and the bytes in them.</returns>
    public async Task<(long Records, long Bytes)> TotalAsync(string table)
    {
        await using var command = open.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"select count(*), cast(sum(length(\"Leaf\")) as bigint) from {table}";
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public ValueTask DisposeAsync() => open.DisposeAsync();

    private List<AuditRow> Rows(IReadOnlyList<AuditEvent> events, ref long last)
    {
        var now = portal.Clock.Now();
        var rows = new List<AuditRow>(events.Count);
        foreach (var happened in events)
        {
            rows.Add(new AuditRow
            {
                Sequence = ++last,
                Leaf = AuditLeaf.Write(installation, Guid.CreateVersion7(now), now, happened, []),
                Link = NoLink,
                Type = happened.Type,
                At = now,
                ActorId = happened.Actor?.Value,
                RequestId = happened.Request?.Value,
                GrantId = happened.Grant?.Value,
            });
        }
        return rows;
    }
}
