using JitPortal.Application.Failpoints;
using JitPortal.Application.Policies;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>
/// Work on an active grant: a further lease or a new secret, planned as a pending lease. Intent first, then the target, then
/// one write that holds only while the grant is still active under the same claim. Each outcome lets go of its grant at once,
/// so that a revocation never waits for the rest of the claim.
/// </summary>
public sealed class ActiveStep(Ledger ledger, ActivationCheck check, TargetCall target, SecretStore secrets, OpeningResult result)
{
    public async Task RunAsync(Claim claim, ClaimedGrant grant, CancellationToken ct)
    {
        var pending = grant.Leases.FirstOrDefault(l => l.State == LeaseState.Pending);
        var rotates = grant.Row.NextVerifier is not null;
        var point = rotates ? "rotate" : "extend";
        if (pending is null)
        {
            await NothingToDoAsync(claim, grant, ct);
            return;
        }
        if (!rotates && !await MayExtendAsync(claim, grant, pending, ct))
            return;
        try
        {
            Failpoint.Hit($"{point}.before-effect");
            var opening = GrantPort.ToOpening(grant.Row, pending, grant.Row.NextVerifier ?? grant.Row.Verifier, Earlier(claim.Until, grant.Row.EndsAt!.Value));
            var opened = await target.RunAsync(new TargetId(grant.Row.TargetId), (connector, limited) => rotates ? connector.RotateAsync(opening, limited) : connector.MoveEndAsync(opening, limited), ct);
            Failpoint.Hit($"{point}.after-effect");
            await ledger.WriteAsync(writing => rotates ? RotatedAsync(writing, claim, grant, pending, opened, ct) : ExtendedAsync(writing, claim, grant, pending, opened, ct), ct);
            Failpoint.Hit($"{point}.after-commit");
        }
        catch (TargetException e) when (e.Fault == Fault.Transient)
        {
            await result.RetryAsync(claim, grant, rotates ? AuditTypes.GrantRotating : AuditTypes.GrantExtending, e.Message, ct);
        }
        catch (TargetException e)
        {
            await ledger.WriteAsync(writing => DropAsync(writing, claim, grant, pending, e.Message, ct), ct);
        }
    }

    /// <summary>Looked at before each attempt, like an opening: what may not become longer any more keeps its end, and its holder is told why.</summary>
    private async Task<bool> MayExtendAsync(Claim claim, ClaimedGrant grant, LeaseRow lease, CancellationToken ct)
    {
        var may = await ledger.WriteAsync<bool>(
            async writing =>
            {
                var longer = await check.ExtendAsync(writing, grant.Row, lease, ct);
                if (!longer.Succeeded)
                {
                    var dropped = await DropAsync(writing, claim, grant, lease, longer.Refusal.Message, ct);
                    return dropped.Succeeded ? false : dropped.Refusal;
                }
                var level = longer.Value.Assurance;
                await OpeningResult.Mine(writing.Db, claim, grant).Where(g => g.Assurance < level)
                    .ExecuteUpdateAsync(s => s.SetProperty(g => g.Assurance, level), ct);
                return true;
            },
            ct);
        return may is { Succeeded: true, Value: true };
    }

    private static async Task<Outcome<Done>> ExtendedAsync(Writing writing, Claim claim, ClaimedGrant grant, LeaseRow lease, Opened opened, CancellationToken ct)
    {
        // Not confirmed before the old end: the old end stands, and the target is brought back to it by the revocation.
        var changed = await OpeningResult.Mine(writing.Db, claim, grant).Where(g => g.EndsAt > writing.Now).ExecuteUpdateAsync(
            s => s.SetProperty(g => g.EndsAt, lease.NotAfter)
                .SetProperty(g => g.NextAttemptAt, (DateTimeOffset?)null)
                .LetGo()
                .SetProperty(g => g.Attempts, 0)
                .SetProperty(g => g.LastError, (string?)null),
            ct);
        if (changed == 1)
            await OpeningResult.CurrentAsync(writing.Db, lease, opened.Material, ct);
        return OpeningResult.Answer(writing.Record(
            changed,
            GrantAudit.Event(grant.Row, AuditTypes.GrantExtended, null, new AuditFact("from", grant.Row.EndsAt!.Value), new AuditFact("ends", lease.NotAfter))));
    }

    private async Task<Outcome<Done>> RotatedAsync(Writing writing, Claim claim, ClaimedGrant grant, LeaseRow lease, Opened opened, CancellationToken ct)
    {
        var changed = await OpeningResult.Mine(writing.Db, claim, grant).ExecuteUpdateAsync(
            s => s.SetProperty(g => g.Verifier, grant.Row.NextVerifier)
                .SetProperty(g => g.NextVerifier, (string?)null)
                .SetProperty(g => g.HasSecret, true)
                .SetProperty(g => g.RevealedAt, (DateTimeOffset?)null)
                .SetProperty(g => g.NextAttemptAt, (DateTimeOffset?)null)
                .LetGo()
                .SetProperty(g => g.Attempts, 0)
                .SetProperty(g => g.LastError, (string?)null),
            ct);
        if (changed == 1)
        {
            await OpeningResult.CurrentAsync(writing.Db, lease, opened.Material, ct);
            if (await secrets.ReadAsync(writing.Db, SecretPurpose.NextCredential, grant.Row.Id, ct) is { } secret)
                await secrets.WriteAsync(writing.Db, SecretPurpose.Credential, grant.Row.Id, secret, ct);
            await SecretStore.DeleteAsync(writing.Db, SecretPurpose.NextCredential, grant.Row.Id, ct);
        }
        return OpeningResult.Answer(writing.Record(changed, GrantAudit.Event(grant.Row, AuditTypes.GrantRotated, null, new AuditFact("rotation", (long)grant.Row.Rotations))));
    }

    private static async Task<Outcome<Done>> DropAsync(Writing writing, Claim claim, ClaimedGrant grant, LeaseRow lease, string error, CancellationToken ct)
    {
        var changed = await OpeningResult.Mine(writing.Db, claim, grant).ExecuteUpdateAsync(
            s => s.SetProperty(g => g.NextVerifier, (string?)null).SetProperty(g => g.NextAttemptAt, (DateTimeOffset?)null).LetGo().SetProperty(g => g.LastError, error), ct);
        await writing.Db.Leases.Where(l => l.GrantId == lease.GrantId && l.Ordinal == lease.Ordinal)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LeaseState.Dropped), ct);
        await SecretStore.DeleteAsync(writing.Db, SecretPurpose.NextCredential, grant.Row.Id, ct);
        return OpeningResult.Answer(writing.Record(changed, GrantAudit.Event(grant.Row, AuditTypes.GrantExtensionDropped, null, new AuditFact("error", error))));
    }

    /// <summary>After the old end the access must not come back.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private Task NothingToDoAsync(Claim claim, ClaimedGrant grant, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            await OpeningResult.Mine(writing.Db, claim, grant)
                .ExecuteUpdateAsync(s => s.SetProperty(g => g.NextAttemptAt, (DateTimeOffset?)null), ct);
            return default(Done);
        },
        ct);
}
