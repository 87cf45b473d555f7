using JitPortal.Domain.Audit;
using JitPortal.Storage.Secrets;

namespace JitPortal.Storage.Audit;

/// <summary>
/// Extends the chain inside the caller's transaction, as its last step: read the head, insert the records, write the head.
/// </summary>
public sealed class AuditAppender(KeyRing keys, Installation installation)
{
    private readonly PersonalSealer sealer = new(keys);

    internal async Task<IReadOnlyList<RecordedEvent>> AppendAsync(PortalDb db, DateTimeOffset now, IReadOnlyList<AuditEvent> events, CancellationToken ct)
    {
        var personal = await sealer.SealAsync(db, events, ct);
        var (was, link) = await AuditTail.ReadAsync(db, ct);
        var rows = new List<AuditRow>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var leaf = AuditLeaf.Write(installation.Id, Guid.CreateVersion7(now), now, events[i], [.. personal[i].Select(p => (p.Name, p.Commitment))]);
            link = AuditChain.Link(link, leaf);
            rows.Add(ToRow(was + i + 1, now, events[i], leaf, link));
        }
        if (!await AuditTail.WriteAsync(db, was, rows, ct))
            throw new InvalidOperationException("The audit head moved inside the transaction that holds it.");
        await PersonalSealer.InsertAsync(db, rows, personal, ct);
        return [.. rows.Select((row, i) => new RecordedEvent(row.Sequence, now, events[i]))];
    }

    private static AuditRow ToRow(long sequence, DateTimeOffset now, AuditEvent happened, byte[] leaf, byte[] link) => new()
    {
        Sequence = sequence,
        Leaf = leaf,
        Link = link,
        Type = happened.Type,
        At = now,
        ActorId = happened.Actor?.Value,
        RequestId = happened.Request?.Value,
        GrantId = happened.Grant?.Value,
    };
}
