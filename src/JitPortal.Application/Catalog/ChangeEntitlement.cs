using System.Text.Json;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Catalog;

/// <summary>An administrator describes an entitlement anew. What it is on the target stays: another right is another entitlement.</summary>
public sealed class ChangeEntitlement(Ledger ledger)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Invalid"/> with every mistake; <see cref="Refusal.Conflict"/>
    /// for one that is retired or unknown.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, EntitlementId id, string description, IReadOnlyList<string> tags, CancellationToken ct)
    {
        if (!actor.Is(PortalRole.Administrator))
            return EntitlementCheck.NotAllowed;
        if (EntitlementCheck.Mistakes(description, tags).ToList() is { Count: > 0 } mistakes)
            return new Refusal.Invalid(mistakes);
        return await ledger.WriteAsync<Done>(
            async writing =>
            {
                if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                    return EntitlementCheck.NotAllowed;
                var changed = await writing.Db.Entitlements.Where(e => e.Id == id.Value && e.RetiredAt == null)
                    .ExecuteUpdateAsync(s => s.SetProperty(e => e.Description, description).SetProperty(e => e.Tags, JsonSerializer.Serialize(tags)), ct);
                // Policies name tags: what they apply to has changed.
                await writing.Db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.PolicyVersion, i => i.PolicyVersion + 1), ct);
                return writing.Record(changed, new AuditEvent(AuditTypes.CatalogChanged, actor.AuditId)
                {
                    Entitlement = id,
                    Facts = [new("changed", "entitlement"), new("description", description), new("tags", string.Join(", ", tags))],
                })
                    ? default(Done)
                    : new Refusal.Conflict(Both("This entitlement is retired, or unknown."));
            },
            ct);
    }
}
