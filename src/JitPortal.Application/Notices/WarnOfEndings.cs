using System.Globalization;
using JitPortal.Application.Live;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Notices;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace JitPortal.Application.Notices;

/// <summary>
/// Tells holders 10 and 2 minutes before their access ends. Access that is shorter than that when it opens is not announced, and an
/// extension is announced anew. What was missed while no node ran is told as late as it still helps.
/// </summary>
public sealed class WarnOfEndings(PortalDbFactory databases, Ledger ledger, ILiveEvents live, IOptions<MailOptions> mail, NoticeMeter meter, TimeProvider clock)
{
    public static readonly TimeSpan First = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan Last = TimeSpan.FromMinutes(2);

    private const int Batch = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        await WarnAsync(First, Last, ct);
        await WarnAsync(Last, TimeSpan.Zero, ct);
    }

    /// <param name="before">How long before the end.</param>
    /// <param name="until">How long before the end it is too late for it.</param>
    private async Task WarnAsync(TimeSpan before, TimeSpan until, CancellationToken ct)
    {
        for (var more = await IsAnyAsync(before, until, ct); more;)
        {
            var warned = await ledger.WriteAsync(writing => WarnAsync(writing, before, until, ct), ct);
            live.Publish(warned.Value.Told);
            meter.Told(warned.Value.Told.Length);
            more = warned.Value.More;
        }
    }

    private async Task<bool> IsAnyAsync(TimeSpan before, TimeSpan until, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await Ending(db, clock.Now(), await db.NoticeCursor.AsNoTracking().SingleAsync(ct), before, until).AnyAsync(ct);
    }

    private async Task<Outcome<Warned>> WarnAsync(Writing writing, TimeSpan before, TimeSpan until, CancellationToken ct)
    {
        var notices = await NoticeWriting.BeginAsync(writing, mail.Value.IsConfigured, ct);
        // A row that cannot be read has been set aside, which its holder and the administrators see.
        var (ending, _) = await ReadableGrants.LoadAsync(writing.Db, Ending(writing.Db, writing.Now, notices.Cursor, before, until).OrderBy(g => g.EndsAt).ThenBy(g => g.Id).Take(Batch), ct);
        foreach (var grant in ending.Where(g => g.EndsAt - g.ActiveAt >= before))
            await notices.AddAsync(Draft(grant, before, writing.Now), [grant.PersonId], ct);
        if (ending is [.., { EndsAt: { } ends, Id: var grantId }])
            Move(notices.Cursor, before, ends, grantId);
        return new Warned(await notices.FinishAsync(ct), ending.Count == Batch);
    }

    private static void Move(NoticeCursorRow cursor, TimeSpan before, DateTimeOffset ends, Guid grant)
    {
        if (before == First)
            (cursor.FirstWarnedUntil, cursor.FirstWarnedGrant) = (ends, grant);
        else
            (cursor.LastWarnedUntil, cursor.LastWarnedGrant) = (ends, grant);
    }

    private static IQueryable<GrantRow> Ending(PortalDb db, DateTimeOffset now, NoticeCursorRow cursor, TimeSpan before, TimeSpan until)
    {
        var (warned, grant) = before == First ? (cursor.FirstWarnedUntil, cursor.FirstWarnedGrant) : (cursor.LastWarnedUntil, cursor.LastWarnedGrant);
        var (from, to) = (now + until, now + before);
        return db.Grants.AsNoTracking().Where(g =>
            g.State == GrantState.Active && g.EndsAt > from && g.EndsAt <= to && (g.EndsAt > warned || (g.EndsAt == warned && g.Id > grant)));
    }

    private static NoticeDraft Draft(GrantRow grant, TimeSpan before, DateTimeOffset now)
    {
        var ends = grant.EndsAt!.Value;
        var left = Math.Max(60, (long)Math.Round((ends - now).TotalMinutes) * 60);
        return new NoticeDraft(string.Create(CultureInfo.InvariantCulture, $"e:{grant.Id:N}:{ends.ToUnixTimeMilliseconds()}:{before.TotalMinutes:0}"), NoticeKind.EndingSoon, now)
        {
            About = grant.PersonId,
            Request = grant.RequestId,
            Grant = grant.Id,
            Target = grant.TargetId,
            Facts = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ends"] = ends.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
                [NoticeFacts.Left] = left.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    private sealed record Warned(LiveEvent[] Told, bool More);
}
