using System.Linq.Expressions;
using JitPortal.Domain;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>The issuer says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0). It only ever ends sessions.</summary>
public sealed class ObeyLogout(Ledger ledger)
{
    /// <summary>How long after its <see cref="LogoutNotice.IssuedAt"/> a notice is obeyed: 2 minutes, for clocks that differ and networks that retry.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(2);

    /// <returns>How many sessions ended, which may be none; <see cref="Refusal.Conflict"/> for a notice that was obeyed before.</returns>
    public Task<Outcome<int>> RunAsync(LogoutNotice notice, CancellationToken ct) => ledger.WriteAsync(writing => EndAsync(writing, notice, ct), ct);

    private static Refusal.Conflict Replayed => new("This logout token was used before.");

    private static async Task<Outcome<int>> EndAsync(Writing writing, LogoutNotice notice, CancellationToken ct)
    {
        var id = LogoutTokenRow.IdOf(notice.Issuer, notice.TokenId);
        await writing.Db.LogoutTokens.Where(t => t.ForgetAt <= writing.Now).ExecuteDeleteAsync(ct);
        if (await writing.Db.LogoutTokens.AnyAsync(t => t.Id == id, ct))
            return Replayed;
        // Twice the age: whatever the clocks say, it is forgotten only after it is refused for its age.
        writing.Db.LogoutTokens.Add(new LogoutTokenRow { Id = id, ForgetAt = writing.Now + 2 * LongestAge });
        await writing.Db.SaveChangesAsync(ct);
        return await SessionEnding.EndAsync(writing, Meant(notice), SessionEnd.Issuer, ct);
    }

    /// <summary>
    /// The issuer's session where it is named, else all of the subject. A sign-in after the notice is not meant by it; the notice's
    /// time is in whole seconds, so the second it names counts as before.
    /// </summary>
    private static Expression<Func<SessionRow, bool>> Meant(LogoutNotice notice)
    {
        var before = notice.IssuedAt + TimeSpan.FromSeconds(1);
        var (issuer, session, subject) = (notice.Issuer, notice.IssuerSession, notice.Subject);
        if (session is null)
            return s => s.Issuer == issuer && s.Subject == subject && s.SignedInAt < before;
        return s => s.Issuer == issuer && s.IssuerSession == session && (subject == null || s.Subject == subject) && s.SignedInAt < before;
    }
}

/// <summary>A logout token whose signature, issuer, audience and time were checked.</summary>
/// <param name="TokenId">The <c>jti</c>; never empty.</param>
/// <param name="Subject">Who signed out; <see langword="null"/> where only the issuer's session is named.</param>
/// <param name="IssuerSession">The <c>sid</c>; <see langword="null"/> means all sessions of the subject.</param>
public sealed record LogoutNotice(string Issuer, string TokenId, DateTimeOffset IssuedAt, string? Subject, string? IssuerSession);
