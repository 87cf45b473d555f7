using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>
/// An administrator makes a target known, or completes one that could not be used yet. Kind and settings are never edited
/// afterwards: another address is another target.
/// </summary>
public sealed class AddTarget(Ledger ledger, SecretStore secrets, TargetConnectors connectors)
{
    private static Refusal NotAllowed => new Refusal.Forbidden(Both("Only administrators add targets."));

    /// <returns><see cref="Refusal.Invalid"/> with every mistake in the settings; <see cref="Refusal.Conflict"/> for a name that is taken.</returns>
    public async Task<Outcome<TargetId>> RunAsync(Actor actor, TargetForm form, CancellationToken ct)
    {
        if (!actor.Is(PortalRole.Administrator))
            return NotAllowed;
        if (TargetFormCheck.Mistakes(connectors, form) is { Count: > 0 } mistakes)
            return new Refusal.Invalid(mistakes);
        return await ledger.WriteAsync<TargetId>(
            async writing =>
            {
                if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                    return NotAllowed;
                var row = await writing.Db.Targets.SingleOrDefaultAsync(t => t.Name == form.Name, ct);
                if (row is { Unavailable: null })
                    return new Refusal.Conflict(Both($"There is a target called “{form.Name}” already."));
                if (row is null)
                    writing.Db.Targets.Add(row = new TargetRow { Id = TargetId.New().Value, Name = form.Name });
                (row.Kind, row.Settings, row.Unavailable) = (form.Kind, form.Settings, form.Unavailable);
                await writing.Db.SaveChangesAsync(ct);
                var id = new TargetId(row.Id);
                if (form.Secret is { } secret)
                    await secrets.WriteAsync(writing.Db, SecretPurpose.Connector, id.Value, secret, ct);
                writing.Record(new AuditEvent(AuditTypes.CatalogChanged, actor.AuditId) { Target = id, Facts = [new("added", "target"), new("name", form.Name), new("kind", form.Kind)] });
                return id;
            },
            ct);
    }
}

/// <param name="Settings">JSON of the connector's own shape.</param>
/// <param name="Secret">The connector's password or key; stored encrypted, never shown again.</param>
/// <param name="Unavailable">Why it cannot be used yet, as a sentence shown to people; <see langword="null"/> when it can.</param>
public sealed record TargetForm(string Name, string Kind, string Settings, string? Secret, string? Unavailable = null)
{
    public override string ToString() => $"{nameof(TargetForm)} of {Name}";   // a record prints its members: never this one
}
