using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.People;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>What an administrator has to know of how people sign in.</summary>
public sealed class ReadIdentity(PortalDbFactory databases, KeyRing keys, TimeProvider clock)
{
    /// <summary>A report is shown for an hour: it holds claims of a person.</summary>
    public static readonly TimeSpan ReportShown = TimeSpan.FromHours(1);

    private const int MostNames = 20;

    /// <returns><see cref="Refusal.Forbidden"/> but for administrators.</returns>
    public async Task<Outcome<IdentityView>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.HasAsync(db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators look after the sign-in."));
        var leftOut = await db.People.Where(p => p.GroupsLeftOut && p.DisabledAt == null).OrderBy(p => p.Name).Select(p => p.Name).Take(MostNames).ToListAsync(ct);
        var oldest = clock.Now() - ReportShown;
        var report = await db.SignInReports.AsNoTracking().SingleOrDefaultAsync(r => r.PersonId == actor.Id.Value && r.MadeAt > oldest, ct);
        return new IdentityView(leftOut, report is null ? null : new KeptReport(keys.OpenText(SignInReportRow.Purpose, report.PersonId, report.Report), report.MadeAt));
    }
}

/// <param name="GroupsLeftOut">Names of people whose groups are unknown, because their issuer left them out; at most 20.</param>
/// <param name="Report">The administrator's own last test of the sign-in, at most an hour old.</param>
public sealed record IdentityView(IReadOnlyList<string> GroupsLeftOut, KeptReport? Report);

/// <summary>What <see cref="KeepSignInReport"/> kept.</summary>
public sealed record KeptReport(string Text, DateTimeOffset MadeAt);
