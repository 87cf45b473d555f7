using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;

namespace JitPortal.Application.Audit;

/// <summary>Notes that somebody takes a list out of the portal, and says how far the log reached before that.</summary>
public sealed class BeginExport(Ledger ledger)
{
    /// <param name="what">What is taken out, for example "events".</param>
    /// <param name="filter">As the address said it; without anything personal.</param>
    /// <returns>The log as it stood, without the note itself; <see cref="Refusal.Forbidden"/> but for auditors and administrators; <see cref="Refusal.Conflict"/> where the head of the log is missing.</returns>
    public Task<Outcome<ControlTotal>> RunAsync(Actor actor, string what, string filter, CancellationToken ct) => ledger.WriteAsync<ControlTotal>(
        async writing =>
        {
            if (!await Authority.OverseesAsync(writing.Db, actor, ct))
                return Authority.OverseersOnly;
            var total = await ControlTotal.ReadAsync(writing.Db, ct);
            if (total.Head is null)
                return new Refusal.Conflict(Both("The head of the log is missing, so nothing can be recorded, and no list is taken out without a record of it."));
            writing.Record(new AuditEvent(AuditTypes.LogExported, actor.AuditId) { Facts = [new("what", what), new("filter", filter), new("last", total.Last)] });
            return total;
        },
        ct);
}
