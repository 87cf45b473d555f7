using System.Security.Cryptography;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>Makes the signed-in person the first administrator. The role is kept here, beside what the issuer states.</summary>
public sealed class UseSetupCode(Ledger ledger)
{
    private const string Wrong = "This is not the code, or it is more than an hour old. Start the portal again for a new one.";

    /// <returns>
    /// <see cref="Refusal.Forbidden"/> for a workload or somebody who is disabled; <see cref="Refusal.Conflict"/> once there is an
    /// administrator; <see cref="Refusal.Invalid"/> for a wrong or old code. Which code was typed is recorded nowhere.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, string typed, CancellationToken ct)
    {
        var used = await ledger.WriteAsync(writing => UseAsync(writing, actor, typed, ct), ct);
        if (used.Refusal is Refusal.Invalid)
            await RecordAsync(actor, ct);
        return used;
    }

    private static async Task<Outcome<Done>> UseAsync(Writing writing, Actor actor, string typed, CancellationToken ct)
    {
        if (actor.Kind != SubjectKind.Person || !await writing.Db.People.AnyAsync(p => p.Id == actor.Id.Value && p.DisabledAt == null, ct))
            return new Refusal.Forbidden(Both("Only a person who may sign in becomes an administrator."));
        if (await Administrators.AnyAsync(writing.Db, ct))
            return new Refusal.Conflict(Both("This portal has an administrator already. Ask them."));
        var hash = SetupCode.HashOf(typed);
        var offered = await writing.Db.SetupCodes.AsNoTracking().SingleOrDefaultAsync(c => c.EndsAt > writing.Now, ct);
        if (offered is null || !CryptographicOperations.FixedTimeEquals(offered.Hash, hash))
            return new Refusal.Invalid("code", Wrong);
        // Whoever removes it has used it: of two at once one finds nothing to remove.
        if (await writing.Db.SetupCodes.Where(c => c.Hash == hash).ExecuteDeleteAsync(ct) != 1)
            return new Refusal.Invalid("code", Wrong);
        var changed = await writing.Db.People.Where(p => p.Id == actor.Id.Value).ExecuteUpdateAsync(s => s.SetProperty(p => p.Roles, p => p.Roles | PortalRole.Administrator), ct);
        writing.Db.Appointments.Add(new AppointmentRow { PersonId = actor.Id.Value, At = writing.Now });
        await writing.Db.SaveChangesAsync(ct);
        if (!writing.Record(changed, new AuditEvent(AuditTypes.SetupUsed, actor.AuditId)))
            return new Refusal.Conflict(Both("Your account has changed meanwhile. Sign in again."));
        await Epochs.RaisePeopleAsync(writing.Db, ct);
        return default(Done);
    }

    private async Task RecordAsync(Actor actor, CancellationToken ct) => _ = await ledger.WriteAsync<Done>(
        writing =>
        {
            writing.Record(new AuditEvent(AuditTypes.SetupRefused, actor.AuditId));
            return Task.FromResult<Outcome<Done>>(default(Done));
        },
        ct);
}
