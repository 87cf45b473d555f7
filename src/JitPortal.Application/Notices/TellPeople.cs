using System.Globalization;
using JitPortal.Application.Live;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JitPortal.Application.Notices;

/// <summary>
/// Reads the audit log from where it stopped and tells people what happened: notices, deliveries and the cursor move in one
/// transaction, so every event is told exactly once, by whichever node.
/// </summary>
public sealed class TellPeople(PortalDbFactory databases, Ledger ledger, ILiveEvents live, IOptions<MailOptions> mail, NoticeMeter meter, ILogger<TellPeople> log)
{
    /// <summary>The most events in one transaction: 200.</summary>
    private const int Batch = 200;

    /// <summary>What happened longer ago than this is news to nobody: 7 days.</summary>
    private static readonly TimeSpan TooLongAgo = TimeSpan.FromDays(7);

    private const string OfTheLog = "a:";

    /// <summary>Tells everything that has happened by now.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (await IsBehindAsync(ct))
        {
            var told = await ledger.WriteAsync(writing => TellAsync(writing, ct), ct);
            live.Publish(told.Value);
            meter.Told(told.Value.Length);
        }
    }

    private async Task<bool> IsBehindAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        return await db.NoticeCursor.AnyAsync(c => db.AuditHead.Any(h => h.Sequence > c.Sequence), ct);
    }

    private async Task<Outcome<LiveEvent[]>> TellAsync(Writing writing, CancellationToken ct)
    {
        var notices = await NoticeWriting.BeginAsync(writing, mail.Value.IsConfigured, ct);
        var events = await writing.Db.Audit.AsNoTracking().Where(a => a.Sequence > notices.Cursor.Sequence).OrderBy(a => a.Sequence).Take(Batch).ToListAsync(ct);
        var readers = new Readers(writing.Db, writing.Now);
        var overdue = new OverdueTargets(events);
        foreach (var happened in events.Where(e => writing.Now - e.At < TooLongAgo))
            await TellAsync(notices, readers, overdue, happened, ct);
        if (events.Count > 0)
            notices.Cursor.Sequence = events[^1].Sequence;
        return await notices.FinishAsync(ct);
    }

    /// <summary>A record that cannot be read is told to the administrators as that, and never stops the others (I-18).</summary>
    private async Task TellAsync(NoticeWriting notices, Readers readers, OverdueTargets overdue, AuditRow happened, CancellationToken ct)
    {
        try
        {
            foreach (var (draft, people) in await PlanAsync(notices, readers, overdue, happened, ct))
                await notices.AddAsync(draft, people, ct);
        }
        catch (Exception e) when (!DatabaseTrouble.Is(e) && e is not OperationCanceledException)
        {
            log.EventFailed(e, happened.Sequence);
            var words = string.Create(CultureInfo.InvariantCulture, $"Record {happened.Sequence} of the audit log ({happened.Type}) could not be turned into notices.");
            await notices.AddAsync(
                new NoticeDraft(string.Create(CultureInfo.InvariantCulture, $"u:{happened.Sequence}"), NoticeKind.Untellable, happened.At) { Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["error"] = words } },
                await readers.AdministratorsAsync(ct),
                ct);
        }
    }

    /// <summary>Everybody who is meant gets one notice of an event: the first that the table has for them.</summary>
    private static async Task<IReadOnlyList<(NoticeDraft Draft, IReadOnlyList<Guid> People)>> PlanAsync(
        NoticeWriting notices, Readers readers, OverdueTargets overdue, AuditRow row, CancellationToken ct)
    {
        var leaf = LeafReading.Of(row.Leaf);
        var rules = NoticeRules.For(row.Type, leaf.Facts);
        if (rules.Count == 0)
            return [];
        var happened = await Happened.ReadAsync(notices.Db, row, leaf, ct);
        var plan = new List<(NoticeDraft, IReadOnlyList<Guid>)>();
        var told = new HashSet<Guid>();
        foreach (var rule in rules.Where(rule => rule.Reader != NoticeReader.Administrators || overdue.IsFirst(row, leaf)))
        {
            if (Readers.AsksWhoWasTold(rule.Reader))
                await notices.SaveAsync(ct);
            var people = (await readers.OfAsync(rule.Reader, happened, ct)).Where(told.Add).ToList();
            plan.Add((Draft(rule, happened, overdue), people));
        }
        return plan;
    }

    private static NoticeDraft Draft(NoticeRule rule, Happened happened, OverdueTargets overdue)
    {
        var facts = new Dictionary<string, string>(happened.Facts, StringComparer.Ordinal) { [NoticeFacts.Event] = happened.Row.Type };
        if (rule.Reader == NoticeReader.Administrators && overdue.CountOf(happened.Row, happened.Target) is > 1 and var count)
            facts[NoticeFacts.Count] = count.ToString(CultureInfo.InvariantCulture);
        return new NoticeDraft(Occasion(happened.Row), rule.Kind, happened.Row.At)
        {
            Actor = happened.Row.ActorId,
            About = happened.Person,
            Request = happened.Row.RequestId,
            Grant = happened.Row.GrantId,
            Target = happened.Target,
            Facts = facts,
        };
    }

    internal static string Occasion(AuditRow row) => string.Create(CultureInfo.InvariantCulture, $"{OfTheLog}{row.Sequence}");

    /// <returns>The record that a notice tells of; <see langword="null"/> for one of something else.</returns>
    internal static long? SequenceOf(NoticeRow notice) =>
        notice.Occasion.StartsWith(OfTheLog, StringComparison.Ordinal) && long.TryParse(notice.Occasion.AsSpan(OfTheLog.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
}
