using JitPortal.Application.Policies;
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

/// <summary>
/// Makes the opening durable before any effect (I-08): re-checks that it may still begin (I-24), fixes the not-after by the
/// database's clock, and stores the secret, its verifier and whether the right was held before us.
/// </summary>
public sealed class OpeningIntent(Ledger ledger, ActivationCheck check, TargetConnectors connectors, TargetCall target, SecretStore secrets, OpeningResult result)
{
    /// <returns>The grant in Provisioning; <see langword="null"/> when it was cancelled, put off or taken over.</returns>
    public async Task<ClaimedGrant?> WriteAsync(Claim claim, ClaimedGrant grant, CancellationToken ct)
    {
        try
        {
            var heldBefore = await HeldBeforeAsync(grant, ct);
            var connected = await connectors.GetAsync(new TargetId(grant.Row.TargetId), ct);
            // A password is stretched with thousands of rounds: meanwhile the rows are looked at.
            var credential = grant.Row.Mode == PrincipalMode.Ephemeral
                ? Task.Run(() => connected.Kind.Prepare(grant.Row.Right, grant.Row.PublicKey), ct)
                : Task.FromResult(new PreparedCredential(null, null));
            var written = await ledger.WriteAsync(writing => WriteAsync(writing, claim, grant, heldBefore, credential, ct), ct);
            if (written.Succeeded)
                return written.Value;
            if (written.Refusal is Refusal.Forbidden)
                await result.CancelAsync(claim, grant, written.Refusal.Message, ct);
        }
        catch (TargetException e)
        {
            await PutOffAsync(claim, grant, e.Message, ct);
        }
        return null;
    }

    private async Task PutOffAsync(Claim claim, ClaimedGrant grant, string error, CancellationToken ct)
    {
        if (claim.Until >= grant.Row.LatestStart)
            await result.CancelAsync(claim, grant, $"It could not begin in time: {error}", ct);
        else
            await result.RetryAsync(claim, grant, AuditTypes.GrantOpenFailed, error, ct);
    }

    /// <summary>
    /// Observed before the first effect. While any grant is open on the right, "was not there" stands, since what is found now is ours;
    /// "was there" is looked at again, since whoever gave it may have taken it back.
    /// </summary>
    private async Task<bool?> HeldBeforeAsync(ClaimedGrant grant, CancellationToken ct)
    {
        if (grant.Row.HoldingId is null)
            return null;
        if (grant.OthersOnIt && grant.HeldBefore != true)
            return grant.HeldBefore;
        var seen = await target.ObserveAsync(new TargetId(grant.Row.TargetId), GrantPort.ToClosing(grant), ct);
        return seen.Presence switch
        {
            Presence.Present => true,
            Presence.Absent => false,
            _ => throw new TargetException(Fault.Transient, $"The target cannot say whether the access is there already: {seen.Words}"),
        };
    }

    private async Task<Outcome<ClaimedGrant>> WriteAsync(
        Writing writing, Claim claim, ClaimedGrant grant, bool? heldBefore, Task<PreparedCredential> preparing, CancellationToken ct)
    {
        var may = await check.BeginAsync(writing, grant.Row, ct);
        var credential = await preparing;
        if (!may.Succeeded)
            return may.Refusal;
        var (duration, level) = (may.Value.Duration, may.Value.Assurance);
        var endsAt = writing.Now + duration;
        var changed = await OpeningResult.Mine(writing.Db, claim, grant).MoveAsync(
            grant.Row.State,
            GrantEvent.OpeningIntended,
            s => s.SetProperty(g => g.IntendedAt, writing.Now)
                .SetProperty(g => g.Duration, duration)
                .SetProperty(g => g.Assurance, g => g.Assurance < level ? level : g.Assurance)
                .SetProperty(g => g.EndsAt, endsAt)
                .SetProperty(g => g.Verifier, credential.Verifier)
                .SetProperty(g => g.HasSecret, credential.Secret != null)
                .SetProperty(g => g.NextAttemptAt, writing.Now)
                .SetProperty(g => g.Attempts, 0)
                .SetProperty(g => g.LastError, (string?)null),
            ct);
        if (!writing.Record(changed, Intent(grant.Row, endsAt, heldBefore)))
            return new Refusal.Conflict(Both("Somebody else has moved this grant on."));
        if (heldBefore is { } held)
            await writing.Db.Holdings.Where(h => h.Id == grant.Row.HoldingId).ExecuteUpdateAsync(s => s.SetProperty(h => h.HeldBefore, held), ct);
        if (credential.Secret is { } secret)
            secrets.Add(writing.Db, SecretPurpose.Credential, grant.Row.Id, secret);   // the first: saved with the lease
        var lease = await LeaseWriting.AddAsync(writing, grant.Row, grant.Leases.Count, writing.Now, endsAt, grant.Row.RequestId, ct);
        return Intended(grant, writing.Now, endsAt, credential, heldBefore, lease);
    }

    /// <summary>An account that was made for the grant is named in plain; a person's own is theirs, and can be erased (I-36).</summary>
    private static AuditEvent Intent(GrantRow row, DateTimeOffset endsAt, bool? heldBefore)
    {
        AuditFact[] facts =
        [
            new("right", row.Right), new("ends", endsAt), new("heldBefore", heldBefore == true ? "yes" : "no"), new("fence", row.Fence),
        ];
        return row.Mode == PrincipalMode.Existing
            ? GrantAudit.Event(row, AuditTypes.GrantOpening, null, facts) with { Personal = [new(new PersonId(row.PersonId), "principal", row.Principal)] }
            : GrantAudit.Event(row, AuditTypes.GrantOpening, null, [.. facts, new("principal", row.Principal)]);
    }

    private static ClaimedGrant Intended(ClaimedGrant grant, DateTimeOffset now, DateTimeOffset endsAt, PreparedCredential credential, bool? heldBefore, LeaseRow lease)
    {
        var row = grant.Row;
        (row.State, row.IntendedAt, row.EndsAt, row.Verifier, row.Attempts) = (GrantState.Provisioning, now, endsAt, credential.Verifier, 0);
        return grant with { Leases = [lease], HeldBefore = heldBefore };
    }
}
