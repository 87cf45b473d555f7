using JitPortal.Application.Live;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>A new secret for the same grant with the same end; the old one is dead afterwards. At most <see cref="Most"/> times a grant.</summary>
public sealed class RotateCredential(Ledger ledger, SecretStore secrets, TargetConnectors connectors, PortalDbFactory databases, ILiveEvents live, TimeProvider clock)
{
    /// <summary>New secrets per grant: 5.</summary>
    public const int Most = 5;

    /// <summary>How long the caller is kept waiting for the target: 10 seconds.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    /// <returns>
    /// What became of the new secret, which is recorded and counted by then, and tried on whatever became of the caller.
    /// <see cref="Refusal.Conflict"/> when the grant is not active, has no secret of the portal's making, or was re-keyed too often.
    /// </returns>
    public async Task<Outcome<Rotation>> RunAsync(Actor actor, GrantId id, CancellationToken ct)
    {
        var rotated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = live.Subscribe(e =>
        {
            if (e.Grant == id && e.Type is AuditTypes.GrantRotated or AuditTypes.GrantExtensionDropped or AuditTypes.GrantRevoking)
                rotated.TrySetResult();
        });
        var planned = await PlanAsync(actor, id, ct);
        if (!planned.Succeeded)
            return planned.Refusal;
        await WaitAsync(rotated.Task, CancellationToken.None);   // it goes on without the caller, who must not be told that nothing happened
        return new Rotation(await WhyNotAsync(id, CancellationToken.None));
    }

    private async Task<Outcome<Done>> PlanAsync(Actor actor, GrantId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        var grant = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id.Value && g.PersonId == actor.Id.Value, ct);
        if (grant is null)
            return new Refusal.NotFound(Both("There is no such access."));
        if (RevealCredential.TooWeak(actor, grant) is { } stronger)
            return stronger;
        if (!grant.HasSecret)
            return new Refusal.Conflict(Both("This access has no password of the portal's making."));
        try
        {
            var kind = (await connectors.GetAsync(new TargetId(grant.TargetId), ct)).Kind;
            var credential = kind.Prepare(grant.Right, grant.PublicKey);
            return await ledger.WriteAsync(writing => WriteAsync(writing, actor, grant, credential, ct), ct);
        }
        catch (TargetException failure)
        {
            return new Refusal.Conflict(Both($"The target cannot be used: {failure.Message}"));
        }
    }

    private async Task<Outcome<Done>> WriteAsync(Writing writing, Actor actor, GrantRow grant, PreparedCredential credential, CancellationToken ct)
    {
        var changed = await writing.Db.Grants
            .Where(g => g.Id == grant.Id && g.State == GrantState.Active && g.EndsAt > writing.Now && g.NextAttemptAt == null && g.Rotations < Most)
            .ExecuteUpdateAsync(
                s => s.SetProperty(g => g.NextVerifier, credential.Verifier)
                    .SetProperty(g => g.Rotations, g => g.Rotations + 1)
                    .SetProperty(g => g.NextAttemptAt, writing.Now),
                ct);
        if (!writing.Record(changed, GrantAudit.Event(grant, AuditTypes.GrantRotating, actor.AuditId)))
            return new Refusal.Conflict(grant.Rotations >= Most ? Both($"At most {Most} new passwords are made for one access.") : Both("This access is not active, or a change of it is under way."));
        await secrets.WriteAsync(writing.Db, SecretPurpose.NextCredential, grant.Id, credential.Secret ?? throw new InvalidOperationException("No secret was prepared."), ct);
        await LeaseWriting.AddFurtherAsync(writing, grant, grant.IntendedAt!.Value, grant.EndsAt!.Value, grant.RequestId, ct);
        return default(Done);
    }

    private async Task WaitAsync(Task rotated, CancellationToken ct)
    {
        try
        {
            await rotated.WaitAsync(Wait, clock, ct);
        }
        catch (TimeoutException)
        {
            // the row says how far it is
        }
    }

    private async Task<Refusal?> WhyNotAsync(GrantId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await db.Grants.AsNoTracking().SingleAsync(g => g.Id == id.Value, ct) switch
        {
            { State: not GrantState.Active } => new Refusal.Conflict(Both("The access ended before the target took the new password.")),
            { NextVerifier: not null } => new Refusal.Conflict(Both("The target has not taken the new password yet. It is tried again by itself; the page shows when it is ready.")),
            { LastError: { } error } => new Refusal.Conflict(Both($"The target refused the new password: {error}")),
            _ => null,
        };
    }
}

/// <param name="WhyNot">Why the target has not taken the new secret; <see langword="null"/> once it has: then it can be revealed.</param>
public sealed record Rotation(Refusal? WhyNot);
