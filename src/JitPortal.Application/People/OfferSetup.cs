using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>Makes a code for whoever starts the portal, as long as it has no administrator. A new one replaces the one before.</summary>
public sealed class OfferSetup(Ledger ledger)
{
    /// <summary>1 hour.</summary>
    public static readonly TimeSpan Valid = TimeSpan.FromHours(1);

    /// <returns>The code, which is stored nowhere; <see langword="null"/> where there is an administrator.</returns>
    public async Task<string?> RunAsync(CancellationToken ct)
    {
        var code = SetupCode.New();
        var offered = await ledger.WriteAsync<Done>(
            async writing =>
            {
                if (await Administrators.AnyAsync(writing.Db, ct))
                    return new Refusal.Conflict("There is an administrator.");
                await writing.Db.SetupCodes.ExecuteDeleteAsync(ct);
                writing.Db.SetupCodes.Add(new SetupCodeRow { Hash = SetupCode.HashOf(code), EndsAt = writing.Now + Valid });
                await writing.Db.SaveChangesAsync(ct);
                writing.Record(new AuditEvent(AuditTypes.SetupOffered, Actor: null) { Facts = [new("endsAt", writing.Now + Valid)] });
                return default(Done);
            },
            ct);
        return offered.Succeeded ? code : null;
    }
}
