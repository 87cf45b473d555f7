using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace JitPortal.Application.Notices;

/// <summary>How e-mail is doing: what was given up, and what waits because the server does not take it.</summary>
public sealed class ListFailedMail(PortalDbFactory databases, KeyRing keys, IOptions<MailOptions> options)
{
    private const int MostShown = 50;

    /// <returns><see cref="Refusal.Forbidden"/> but for administrators.</returns>
    public async Task<Outcome<MailView>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.HasAsync(db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators see what could not be sent."));
        var mail = db.Deliveries.AsNoTracking().Where(d => d.Channel == NoticeChannel.Mail);
        var failed = await mail.Where(d => d.State == DeliveryState.GivenUp)
            .Join(db.People, d => d.PersonId, p => p.Id, (d, p) => new { d.Notice, d.SettledAt, d.Attempts, d.LastError, p.Name })
            .OrderByDescending(d => d.Notice)
            .Take(MostShown)
            .ToListAsync(ct);
        var numbers = failed.ConvertAll(f => f.Notice);
        var notices = await db.Notices.AsNoTracking().Where(n => numbers.Contains(n.Number)).ToListAsync(ct);
        var matters = notices.Zip(await NoticeMatters.ReadAsync(db, keys, notices, ct)).ToDictionary(n => n.First.Number, n => n.Second);
        var stuck = mail.Where(d => d.State == DeliveryState.Pending && d.Attempts > 0);
        return new MailView(
            options.Value.IsConfigured,
            [.. failed.Select(f => new FailedMail(f.Notice, matters[f.Notice], f.Name, f.SettledAt!.Value, f.Attempts, f.LastError ?? ""))],
            await mail.CountAsync(d => d.State == DeliveryState.GivenUp, ct),
            await stuck.CountAsync(ct),
            await stuck.OrderByDescending(d => d.Notice).Select(d => d.LastError).FirstOrDefaultAsync(ct));
    }
}

/// <param name="Failed">What was given up, latest first; at most 50.</param>
/// <param name="Stuck">How many wait for another attempt.</param>
/// <param name="LastError">What the server said to one of those.</param>
public sealed record MailView(bool Configured, IReadOnlyList<FailedMail> Failed, int FailedCount, int Stuck, string? LastError);

/// <param name="Reader">To whom it was to go.</param>
public sealed record FailedMail(long Notice, NoticeMatter Matter, string Reader, DateTimeOffset GivenUpAt, int Attempts, string Error);
