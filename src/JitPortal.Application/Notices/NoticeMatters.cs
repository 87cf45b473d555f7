using System.Text.Json;
using JitPortal.Application.Audit;
using JitPortal.Application.Requests;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>Notices with the names and reasons they tell of, read anew: an erased person is in none of them (I-36).</summary>
internal sealed class NoticeMatters
{
    private readonly Dictionary<Guid, Asked> requests;
    private readonly Dictionary<Guid, Held> grants;
    private readonly Dictionary<Guid, string> people;
    private readonly Dictionary<Guid, string> targets;
    private readonly Dictionary<(Guid Request, Guid Approver), string?> answers;
    private readonly ILookup<long, PersonalText> texts;

    private NoticeMatters(
        Dictionary<Guid, Asked> requests, Dictionary<Guid, Held> grants, Dictionary<Guid, string> people, Dictionary<Guid, string> targets, Dictionary<(Guid, Guid), string?> answers, ILookup<long, PersonalText> texts) =>
        (this.requests, this.grants, this.people, this.targets, this.answers, this.texts) = (requests, grants, people, targets, answers, texts);

    public static async Task<IReadOnlyList<NoticeMatter>> ReadAsync(PortalDb db, KeyRing keys, IReadOnlyList<NoticeRow> notices, CancellationToken ct)
    {
        var requestIds = notices.Select(n => n.RequestId).OfType<Guid>().Distinct().ToList();
        var grantIds = notices.Select(n => n.GrantId).OfType<Guid>().Distinct().ToList();
        var targetIds = notices.Select(n => n.TargetId).OfType<Guid>().Distinct().ToList();
        var personIds = notices.SelectMany(n => new[] { n.ActorId, n.AboutId }).OfType<Guid>().Distinct().ToList();
        var names = db.Entitlements.AsNoTracking().Join(db.Targets, e => e.TargetId, t => t.Id, (e, t) => new { e.Id, What = e.Resource + " " + e.Role, Target = t.Name });
        var matters = new NoticeMatters(
            await db.Requests.AsNoTracking().Where(r => requestIds.Contains(r.Id))
                .Join(names, r => r.EntitlementId, e => e.Id, (r, e) => new Asked(r.Id, r.Number, r.Reason, r.Allowed, r.ExtendsGrantId != null, e.What, e.Target))
                .ToDictionaryAsync(r => r.Id, ct),
            await db.Grants.AsNoTracking().Where(g => grantIds.Contains(g.Id))
                .Join(names, g => g.EntitlementId, e => e.Id, (g, e) => new Held(g.Id, g.EndsAt, e.What, e.Target))
                .ToDictionaryAsync(g => g.Id, ct),
            await db.People.AsNoTracking().Where(p => personIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct),
            await db.Targets.AsNoTracking().Where(t => targetIds.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, ct),
            await db.Decisions.AsNoTracking().Where(d => requestIds.Contains(d.RequestId) && personIds.Contains(d.ApproverId)).ToDictionaryAsync(d => (d.RequestId, d.ApproverId), d => d.Reason, ct),
            await PersonalTexts.ReadAsync(db, keys, [.. notices.Where(TellsWhatWasWritten).Select(TellPeople.SequenceOf).OfType<long>()], ct));
        return [.. notices.Select(matters.Of)];
    }

    private NoticeMatter Of(NoticeRow notice)
    {
        var facts = JsonSerializer.Deserialize<Dictionary<string, string>>(notice.Facts) ?? [];
        var asked = notice.RequestId is { } request ? requests.GetValueOrDefault(request) : null;
        var held = notice.GrantId is { } grant ? grants.GetValueOrDefault(grant) : null;
        return new NoticeMatter(notice.Kind, notice.AboutId == notice.PersonId)
        {
            What = asked?.What ?? held?.What ?? Policy(facts) ?? "an access",
            Holder = Name(notice.AboutId) ?? "Somebody",
            Actor = Name(notice.ActorId),
            Number = asked is null ? null : RequestNumber.Of(asked.Number),
            Target = asked?.Target ?? held?.Target ?? (notice.TargetId is { } target ? targets.GetValueOrDefault(target) : null),
            Length = facts.Length(NoticeFacts.Left) ?? facts.Length("duration") ?? asked?.Allowed,
            IsExtension = asked?.IsExtension ?? false,
            Ends = facts.Instant("ends") ?? held?.EndsAt,
            DecideBy = facts.Instant(NoticeFacts.DecideBy) ?? facts.Instant("due"),
            Since = facts.Instant("since"),
            Reason = asked?.Reason,
            Said = Said(notice, facts),
            Event = facts.GetValueOrDefault(NoticeFacts.Event, ""),
            EndReason = facts.GetValueOrDefault("reason", ""),
            Count = (int)(facts.Number(NoticeFacts.Count) ?? 1),
        };
    }

    /// <summary>A remark, a question or an answer, which stands only beside the record that it belongs to.</summary>
    private static bool TellsWhatWasWritten(NoticeRow notice) => notice.Kind is NoticeKind.RequestPassedOn or NoticeKind.QuestionAsked or NoticeKind.QuestionAnswered;

    /// <summary>What the target or the policies said, or somebody's own words.</summary>
    private string? Said(NoticeRow notice, Dictionary<string, string> facts) => facts.GetValueOrDefault(NoticeFacts.Event) switch
    {
        _ when TellsWhatWasWritten(notice) => TellPeople.SequenceOf(notice) is { } sequence ? texts[sequence].FirstOrDefault()?.Value : null,
        AuditTypes.RequestDenied when notice is { RequestId: { } request, ActorId: { } actor } => answers.GetValueOrDefault((request, actor)),
        _ => facts.GetValueOrDefault("error") ?? facts.GetValueOrDefault("why") ?? facts.GetValueOrDefault("observed"),
    };

    private static string? Policy(Dictionary<string, string> facts) =>
        facts.TryGetValue("name", out var name) ? $"{name}, version {facts.GetValueOrDefault("version", "1")}" : null;

    private string? Name(Guid? person) => person is { } id ? people.GetValueOrDefault(id) : null;

    private sealed record Asked(Guid Id, long Number, string Reason, TimeSpan Allowed, bool IsExtension, string What, string Target);

    private sealed record Held(Guid Id, DateTimeOffset? EndsAt, string What, string Target);
}
