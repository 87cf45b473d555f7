using System.Text.Json;
using JitPortal.Application.Live;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>
/// Adds notices, with what is to be sent of them, in the transaction that moves the cursor: a crash loses neither or both. Nothing is
/// audited here, because nothing changes but who was told, which the notices themselves record.
/// </summary>
internal sealed class NoticeWriting
{
    /// <summary>The type of the live event that follows each notice.</summary>
    public const string ToldEvent = "notice.told";

    private readonly Writing writing;
    private readonly bool mail;
    private readonly List<LiveEvent> told = [];
    private readonly Dictionary<Guid, (PersonRow? Person, NoticeTopic? Off)> readers = [];

    private NoticeWriting(Writing writing, NoticeCursorRow cursor, bool mail) => (this.writing, Cursor, this.mail) = (writing, cursor, mail);

    /// <summary>Where it goes on next time; written by <see cref="FinishAsync"/>.</summary>
    public NoticeCursorRow Cursor { get; }

    public PortalDb Db => writing.Db;

    public DateTimeOffset Now => writing.Now;

    /// <summary>Takes the cursor; other nodes wait until this transaction is over.</summary>
    /// <param name="mail">Whether there is a mail server to send by.</param>
    public static async Task<NoticeWriting> BeginAsync(Writing writing, bool mail, CancellationToken ct)
    {
        await writing.Db.NoticeCursor.ExecuteUpdateAsync(s => s.SetProperty(c => c.Number, c => c.Number), ct);
        return new NoticeWriting(writing, await writing.Db.NoticeCursor.AsNoTracking().SingleAsync(ct), mail);
    }

    /// <summary>Who has been erased or disabled, or is no person, is told nothing.</summary>
    public async Task AddAsync(NoticeDraft draft, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        await ReadAsync([.. people.Where(id => !readers.ContainsKey(id))], ct);
        foreach (var id in people)
        {
            if (readers[id] is { Person: { } person, Off: var off })
                Add(draft, person, off);
        }
    }

    /// <summary>From here on, who was told can be asked of the database.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        await Db.SaveChangesAsync(ct);
        Db.ChangeTracker.Clear();   // what is written is not looked at again, however many there are
    }

    /// <returns>What pages that are open have to hear after the commit.</returns>
    public async Task<LiveEvent[]> FinishAsync(CancellationToken ct)
    {
        await SaveAsync(ct);
        await Db.NoticeCursor.ExecuteUpdateAsync(
            s => s.SetProperty(c => c.Sequence, Cursor.Sequence)
                .SetProperty(c => c.Number, Cursor.Number)
                .SetProperty(c => c.FirstWarnedUntil, Cursor.FirstWarnedUntil)
                .SetProperty(c => c.FirstWarnedGrant, Cursor.FirstWarnedGrant)
                .SetProperty(c => c.LastWarnedUntil, Cursor.LastWarnedUntil)
                .SetProperty(c => c.LastWarnedGrant, Cursor.LastWarnedGrant),
            ct);
        return [.. told];
    }

    private async Task ReadAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return;
        var people = await Db.People.AsNoTracking().Where(PersonRow.IsHere).Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var chosen = await Db.NoticeSettings.AsNoTracking().Where(s => ids.Contains(s.PersonId)).ToDictionaryAsync(s => s.PersonId, s => s.MailOff, ct);
        foreach (var id in ids)
            readers[id] = (people.GetValueOrDefault(id), chosen.GetValueOrDefault(id));
    }

    private void Add(NoticeDraft draft, PersonRow person, NoticeTopic? off)
    {
        var notice = new NoticeRow
        {
            Number = ++Cursor.Number,
            Occasion = draft.Occasion,
            PersonId = person.Id,
            Kind = draft.Kind,
            At = draft.At,
            ActorId = draft.Actor,
            AboutId = draft.About,
            RequestId = draft.Request,
            GrantId = draft.Grant,
            TargetId = draft.Target,
            Facts = JsonSerializer.Serialize(NoticeFacts.Keep(draft.Facts)),
        };
        Db.Notices.Add(notice);
        if (mail && !string.IsNullOrEmpty(person.Email) && writing.Now - draft.At < SendMail.GiveUpAfter && NoticeTopics.IsMailed(NoticeTopics.Of(draft.Kind, person.Id == draft.About), off))
            Db.Deliveries.Add(new DeliveryRow { Notice = notice.Number, Channel = NoticeChannel.Mail, PersonId = person.Id, State = DeliveryState.Pending, CreatedAt = writing.Now, NextAttemptAt = writing.Now });
        told.Add(new LiveEvent(
            LiveEvent.NotInTheLog, ToldEvent, draft.Request is { } request ? new RequestId(request) : null, draft.Grant is { } grant ? new GrantId(grant) : null,
            new Audience([new PersonId(person.Id)], [])));
    }
}
