using System.Text.Json;
using JitPortal.Application.Intake;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Catalog;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Catalog;

/// <summary>An administrator makes a resource in one role requestable.</summary>
public sealed class AddEntitlement(Ledger ledger, TargetConnectors connectors)
{
    /// <returns><see cref="Refusal.Invalid"/> with every mistake; <see cref="Refusal.Conflict"/> when the target has this resource and role already.</returns>
    public async Task<Outcome<EntitlementId>> RunAsync(Actor actor, EntitlementForm form, CancellationToken ct)
    {
        if (!actor.Is(PortalRole.Administrator))
            return EntitlementCheck.NotAllowed;
        return await ledger.WriteAsync<EntitlementId>(
            async writing =>
            {
                if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                    return EntitlementCheck.NotAllowed;
                var target = await writing.Db.Targets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == form.Target.Value, ct);
                if (target is null)
                    return new Refusal.NotFound(Both("There is no such target."));
                if (Mistakes(form, target.Kind) is { Count: > 0 } mistakes)
                    return new Refusal.Invalid(mistakes);
                if (await writing.Db.Entitlements.AnyAsync(e => e.TargetId == form.Target.Value && e.Resource == form.Resource && e.Role == form.Role, ct))
                    return new Refusal.Conflict(Both($"“{target.Name}” has {form.Resource}, {form.Role} already."));
                return await InsertAsync(writing, actor, form, ct);
            },
            ct);
    }

    private static async Task<EntitlementId> InsertAsync(Writing writing, Actor actor, EntitlementForm form, CancellationToken ct)
    {
        var id = EntitlementId.New();
        writing.Db.Entitlements.Add(new EntitlementRow
        {
            Id = id.Value,
            TargetId = form.Target.Value,
            Resource = form.Resource,
            Role = form.Role,
            Description = form.Description,
            Right = form.Right,
            Tags = JsonSerializer.Serialize(form.Tags),
        });
        await writing.Db.SaveChangesAsync(ct);
        await writing.Db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.PolicyVersion, i => i.PolicyVersion + 1), ct);
        writing.Record(new AuditEvent(AuditTypes.CatalogChanged, actor.AuditId)
        {
            Entitlement = id,
            Target = form.Target,
            Facts = [new("added", "entitlement"), new("resource", form.Resource), new("role", form.Role), new("right", form.Right)],
        });
        return id;
    }

    private IReadOnlyList<FieldError> Mistakes(EntitlementForm form, string kind) =>
    [
        .. Named("resource", form.Resource),
        .. Named("role", form.Role),
        .. EntitlementCheck.Mistakes(form.Description, form.Tags),
        .. TextCheck.Mistakes("right", form.Right, 4_000),
        // A right may have a field of the same name as the entitlement, "role" for one.
        .. (connectors.Kind(kind)?.CheckRight(form.Right) ?? []).Select(mistake => mistake with { Field = $"right.{mistake.Field}" }),
    ];

    private static IEnumerable<FieldError> Named(string field, string value) =>
        TextCheck.Required(field, value, 200, Both($"Give the {field} a name."));
}

/// <param name="Right">JSON of the connector's own shape: the external right.</param>
public sealed record EntitlementForm(TargetId Target, string Resource, string Role, string Description, string Right, IReadOnlyList<string> Tags);
