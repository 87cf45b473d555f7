using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>
/// Whoever owns the machine lets a sign-in come again whose person was erased. It is somebody new then, whom nothing ties to what was before;
/// no administrator of the portal may do that, else two clicks would be a way out of everything that a person is bound by.
/// </summary>
public sealed class ReadmitPerson(Ledger ledger, KeyRing keys)
{
    /// <param name="issuer">Exactly as the issuer states it, like <paramref name="subject"/>. Neither is recorded: the log names the erased person by id.</param>
    /// <returns><see cref="Refusal.NotFound"/> where nobody with this sign-in was erased, or they were readmitted already.</returns>
    public Task<Outcome<Done>> RunAsync(string issuer, string subject, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            var left = ErasedLogins.Of(writing.Db, keys, issuer, subject);
            if (await left.AsNoTracking().SingleOrDefaultAsync(ct) is not { } login)
                return NobodyErased;
            var changed = await left.ExecuteDeleteAsync(ct);
            return writing.Record(changed, new AuditEvent(AuditTypes.PersonReadmitted, Actor: null) { Person = new PersonId(login.PersonId) })
                ? default(Done)
                : NobodyErased;
        },
        ct);

    private static Refusal.NotFound NobodyErased => new("No erased person had this sign-in. Issuer and subject count to the letter, and so does a slash at the end.");
}
