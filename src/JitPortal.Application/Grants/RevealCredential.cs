using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Hands the secret to its holder exactly once; the stored copy is deleted in the same transaction (I-33).</summary>
public sealed class RevealCredential(Ledger ledger, SecretStore secrets)
{
    /// <returns><see cref="Refusal.NeedsStepUp"/> for a session below what the access asked for; <see cref="Refusal.Conflict"/> when it was revealed before or the grant is not active: make a new one.</returns>
    public Task<Outcome<RevealedCredential>> RunAsync(Actor actor, GrantId id, CancellationToken ct) => ledger.WriteAsync<RevealedCredential>(
        async writing =>
        {
            var grant = await writing.Db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id.Value && g.PersonId == actor.Id.Value, ct);
            if (grant is null)
                return new Refusal.NotFound(Both("There is no such access."));
            if (TooWeak(actor, grant) is { } stronger)
                return stronger;
            var changed = await writing.Db.Grants
                .Where(g => g.Id == id.Value && g.State == GrantState.Active && g.HasSecret && g.RevealedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(g => g.RevealedAt, writing.Now), ct);
            if (!writing.Record(changed, GrantAudit.Event(grant, AuditTypes.GrantRevealed, actor.AuditId)))
                return new Refusal.Conflict(grant.RevealedAt is null ? Both("There is nothing to show now.") : Both("It was shown already. Make a new password instead."));
            var secret = await secrets.ReadAsync(writing.Db, SecretPurpose.Credential, id.Value, ct);
            await SecretStore.DeleteAsync(writing.Db, SecretPurpose.Credential, id.Value, ct);
            return new RevealedCredential(grant.Principal, secret ?? throw new InvalidOperationException("An unrevealed secret is missing."));
        },
        ct);

    /// <summary>A session that could not have got the access without a stronger sign-in gets its secret no other way, nor a new one.</summary>
    internal static Refusal.NeedsStepUp? TooWeak(Actor actor, GrantRow grant) => actor.Assurance.Lacking(grant.Assurance) is { } level
        ? new Refusal.NeedsStepUp(level, Both($"This access asks for a {level.Say()} before its password is shown."))
        : null;
}

/// <summary>Never stored, logged or sent through a circuit.</summary>
/// <param name="Principal">The login it belongs to.</param>
public sealed record RevealedCredential(string Principal, string Secret)
{
    public override string ToString() => $"{nameof(RevealedCredential)} of {Principal}";   // a record prints its members: never this one
}
