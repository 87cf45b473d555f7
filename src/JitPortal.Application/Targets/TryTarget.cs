using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>Tests settings and a secret on the target itself before anything is kept, and tells the findings in words.</summary>
public sealed class TryTarget(PortalDbFactory databases, SecretStore secrets, TargetConnectors connectors, TargetCheck check)
{
    /// <param name="known">The target whose stored secret counts where the form brings none; <see langword="null"/> for a new one.</param>
    /// <returns>
    /// The findings; <see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Conflict"/> for a target that is retired;
    /// <see cref="Refusal.Invalid"/> with every mistake in the form, which then is not tried. One of them is another address without a secret of its
    /// own: what is stored goes nowhere but where it belongs, else whoever may test could have it sent to themselves.
    /// </returns>
    public async Task<Outcome<IReadOnlyList<Finding>>> RunAsync(Actor actor, TargetForm form, TargetId? known, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.HasAsync(db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators test targets."));
        if (TargetFormCheck.Mistakes(connectors, form) is { Count: > 0 } mistakes)
            return new Refusal.Invalid(mistakes);
        if (form.Secret is null && known is { } id && await WhyNotStoredAsync(db, id, form, ct) is { } refusal)
            return refusal;
        return Outcome(await FindingsAsync(form, form.Secret ?? await StoredAsync(known, ct), ct));
    }

    private static Outcome<IReadOnlyList<Finding>> Outcome(IReadOnlyList<Finding> findings) => findings.ToList();

    private async Task<Refusal?> WhyNotStoredAsync(PortalDb db, TargetId id, TargetForm form, CancellationToken ct)
    {
        var row = await db.Targets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id.Value, ct);
        if (row is null)
            return new Refusal.NotFound(Both("There is no such target."));
        if (row.RetiredAt is not null)
            return new Refusal.Conflict(Both("This target is retired."));
        var moved = TargetFormCheck.Moved(connectors, row, form, Both("The stored secret is used where it belongs only. Enter one to test another address."));
        return moved.Count > 0 ? new Refusal.Invalid(moved) : null;
    }

    private async Task<string?> StoredAsync(TargetId? known, CancellationToken ct) => known is { } id ? await secrets.ReadAsync(id, ct) : null;

    private async Task<IReadOnlyList<Finding>> FindingsAsync(TargetForm form, string? secret, CancellationToken ct)
    {
        var kind = connectors.Kind(form.Kind)!;
        var trial = TargetId.New();
        try
        {
            return await check.RunAsync(() => Task.FromResult(TargetConnectors.Connect(trial, form.Name, kind, form.Settings, secret)), ct);
        }
        finally
        {
            kind.Forget(trial);
        }
    }
}
