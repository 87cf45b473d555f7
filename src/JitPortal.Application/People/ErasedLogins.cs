using JitPortal.Storage;
using JitPortal.Storage.People;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>
/// What stays of an erased person's sign-ins: a mark that names nobody and is recognised when they come again. Without it the same sign-in
/// would be somebody new, of whom no disabling, no four eyes and no overdue review knows.
/// </summary>
internal static class ErasedLogins
{
    /// <summary>Stands where the issuer stood. A sign-in that states it is refused, so nobody comes by the mark itself.</summary>
    public const string Issuer = "erased";

    /// <summary>Puts marks in the place of all sign-ins of the person.</summary>
    public static async Task LeaveAsync(PortalDb db, KeyRing keys, Guid person, CancellationToken ct)
    {
        var logins = await db.Logins.Where(l => l.PersonId == person).ToListAsync(ct);
        db.Logins.RemoveRange(logins);
        db.Logins.AddRange(logins.Select(l => new LoginRow { Issuer = Issuer, Subject = MarkOf(keys, l.Issuer, l.Subject), PersonId = person }));
        await db.SaveChangesAsync(ct);
    }

    /// <returns>What was left of this sign-in; at most one.</returns>
    public static IQueryable<LoginRow> Of(PortalDb db, KeyRing keys, string issuer, string subject)
    {
        var mark = MarkOf(keys, issuer, subject);
        return db.Logins.Where(l => l.Issuer == Issuer && l.Subject == mark);
    }

    /// <summary>The length tells where the issuer ends, so that no two sign-ins have one mark.</summary>
    private static string MarkOf(KeyRing keys, string issuer, string subject) => keys.MarkOf("erased sign-in", $"{issuer.Length}:{issuer}{subject}");
}
