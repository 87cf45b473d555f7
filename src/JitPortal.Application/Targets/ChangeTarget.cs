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
/// An administrator changes how a target is used, or gives its account a new secret. Kind and address stay: grants that are open were
/// opened there. Kept only if a test with the new values finds no problem.
/// </summary>
public sealed class ChangeTarget(Ledger ledger, PortalDbFactory databases, TryTarget tryTarget, SecretStore secrets, TargetConnectors connectors)
{
    /// <param name="settings">JSON of the connector's own shape.</param>
    /// <param name="secret">A new one; <see langword="null"/> keeps the one that is stored.</param>
    /// <returns>
    /// What was found, and the target where the change was kept. <see cref="Refusal.Forbidden"/> but for administrators;
    /// <see cref="Refusal.NotFound"/> for no such target; <see cref="Refusal.Invalid"/> with every mistake, another address among them;
    /// <see cref="Refusal.Conflict"/> for one that is retired or was changed meanwhile.
    /// </returns>
    public async Task<Outcome<TargetTrial>> RunAsync(Actor actor, TargetId id, string settings, string? secret, CancellationToken ct)
    {
        var target = await ReadAsync(actor, id, ct);
        if (!target.Succeeded)
            return target.Refusal;
        var form = new TargetForm(target.Value.Name, target.Value.Kind, settings, secret);
        if (Moved(target.Value, form) is { Count: > 0 } moved)
            return new Refusal.Invalid(moved);
        var findings = await tryTarget.RunAsync(actor, form, id, ct);
        if (!findings.Succeeded)
            return findings.Refusal;
        if (!TargetCheck.Passes(findings.Value))
            return new TargetTrial(findings.Value, null);
        var kept = await KeepAsync(actor, target.Value, form, ct);
        if (!kept.Succeeded)
            return kept.Refusal;
        connectors.Forget(id);
        return new TargetTrial(findings.Value, id);
    }

    private async Task<Outcome<TargetRow>> ReadAsync(Actor actor, TargetId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.HasAsync(db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators change targets."));
        var row = await db.Targets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id.Value, ct);
        if (row is null)
            return new Refusal.NotFound(Both("There is no such target."));
        return row.RetiredAt is null ? row : new Refusal.Conflict(Both("This target is retired."));
    }

    private IReadOnlyList<FieldError> Moved(TargetRow row, TargetForm form) =>
        row.Unavailable is not null ? [] : TargetFormCheck.Moved(connectors, row, form, Both("Another address is another target: add it as a new one."));

    private Task<Outcome<Done>> KeepAsync(Actor actor, TargetRow before, TargetForm form, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return new Refusal.Forbidden(Both("Only administrators change targets."));
            var changed = await writing.Db.Targets.Where(t => t.Id == before.Id && t.Settings == before.Settings && t.RetiredAt == null).ExecuteUpdateAsync(
                s => s.SetProperty(t => t.Settings, form.Settings).SetProperty(t => t.Unavailable, (string?)null).SetProperty(t => t.FailingSince, (DateTimeOffset?)null).SetProperty(t => t.LastError, (string?)null), ct);
            if (form.Secret is { } secret)
                await secrets.WriteAsync(writing.Db, SecretPurpose.Connector, before.Id, secret, ct);
            return writing.Record(changed, new AuditEvent(AuditTypes.CatalogChanged, actor.AuditId)
            {
                Target = new TargetId(before.Id),
                Facts = [new("changed", "target"), new("name", before.Name), new("settings", form.Settings), new("secret", form.Secret is null ? "kept" : "replaced")],
            })
                ? default(Done)
                : new Refusal.Conflict(Both("This target has been changed by somebody else meanwhile. Load the page again."));
        },
        ct);
}
