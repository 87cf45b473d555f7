using System.Globalization;
using JitPortal.Application.Audit;
using JitPortal.Application.Notices;
using JitPortal.Application.Policies;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>The story of a request and its grant, told from the audit log: what is shown is what is chained.</summary>
public sealed class Timelines(KeyRing keys)
{
    private const string WaitingFor = "waitingFor";

    private const string Seat = "seat";

    private const string Told = "told";

    /// <summary>The text that somebody wrote; a grant's record has a fact called reason as well.</summary>
    private const string GivenText = "givenText";

    /// <summary>What people say about a request while it waits.</summary>
    private static readonly string[] Said = [AuditTypes.RequestPassedOn, AuditTypes.QuestionAsked, AuditTypes.QuestionAnswered];

    internal async Task<IReadOnlyList<TimelineEntry>> ReadAsync(PortalDb db, Guid request, CancellationToken ct)
    {
        var rows = await db.Audit.AsNoTracking().Where(a => a.RequestId == request).OrderBy(a => a.Sequence).ToListAsync(ct);
        var asked = await WhoWasTold.ReadAsync(db, request, ct);
        return [.. rows.Zip(await TellAsync(db, rows, ct), (row, entry) => entry with { Asked = [.. asked[TellPeople.Occasion(row)]] })];
    }

    /// <summary>What was said about each of these requests, in order.</summary>
    internal async Task<ILookup<Guid, TimelineEntry>> ThreadsAsync(PortalDb db, IReadOnlyList<Guid> requests, CancellationToken ct)
    {
        var rows = await db.Audit.AsNoTracking()
            .Where(a => a.RequestId != null && requests.Contains(a.RequestId.Value) && Said.Contains(a.Type))
            .OrderBy(a => a.Sequence)
            .ToListAsync(ct);
        return rows.Zip(await TellAsync(db, rows, ct)).ToLookup(told => told.First.RequestId!.Value, told => told.Second);
    }

    private async Task<IReadOnlyList<TimelineEntry>> TellAsync(PortalDb db, IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        var personal = await PersonalTexts.ReadAsync(db, keys, [.. rows.Select(r => r.Sequence)], ct);
        var told = rows.Select(row => (Row: row, Facts: FactsOf(row, personal[row.Sequence]))).ToList();
        var people = rows.Select(r => r.ActorId).OfType<Guid>().Concat(told.SelectMany(t => FactPeople.In(t.Facts))).Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(p => people.Contains(p.Id) && p.ErasedAt == null).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return [.. told.Select(t => Entry(t.Row, t.Facts, names))];
    }

    /// <summary>What the record says, and the personal values beside it as far as they can still be read.</summary>
    private static Dictionary<string, string> FactsOf(AuditRow row, IEnumerable<PersonalText> personal)
    {
        var facts = new Dictionary<string, string>(LeafReading.Of(row.Leaf).Facts, StringComparer.Ordinal);
        foreach (var (name, value) in personal)
            facts[name is "reason" or "remark" or "question" or "answer" ? GivenText : name] = value;
        return facts;
    }

    private static TimelineEntry Entry(AuditRow row, Dictionary<string, string> facts, IReadOnlyDictionary<Guid, string> names)
    {
        foreach (var name in new[] { WaitingFor, Seat, Told }.Where(facts.ContainsKey))
            facts[name] = FactPeople.Show(name, facts[name], names);
        var (tone, title, detail) = Words(row.Type, facts);
        var reason = facts.TryGetValue(GivenText, out var given) ? $"“{given}”" : null;
        var whole = string.Join(" ", new[] { reason, detail }.Where(part => !string.IsNullOrEmpty(part)));
        var actor = row.ActorId is { } id ? names.GetValueOrDefault(id, ApproverNames.Erased) : null;
        if (facts.TryGetValue(Seat, out var absent))
            actor = $"{actor} for {absent}";
        return new TimelineEntry(row.Sequence, row.At, row.Type, tone, title, whole.Length == 0 ? null : whole, actor)
        {
            Given = given,
            Note = string.IsNullOrEmpty(detail) ? null : detail,
        };
    }

    private static (TimelineTone Tone, string Title, string? Detail) Words(string type, IReadOnlyDictionary<string, string> facts) => type switch
    {
        AuditTypes.RequestFiled => (TimelineTone.Neutral, T($"Asked for {Length(facts, "asked")}"), null),
        AuditTypes.RequestAllowed => (TimelineTone.Good, T("Allowed by policy"), Fact(facts, "rule")),
        AuditTypes.RequestWaiting => (TimelineTone.Neutral, T($"Policy checked: goes to {Fact(facts, WaitingFor)}"), null),
        AuditTypes.RequestApproved => (TimelineTone.Good, T($"Approved for {Length(facts, "duration")}"), null),
        AuditTypes.RequestDenied => (TimelineTone.Bad, T("Denied"), null),
        AuditTypes.RequestRefused => (TimelineTone.Bad, T("Refused by policy"), Fact(facts, "why")),
        AuditTypes.RequestWithdrawn => (TimelineTone.Neutral, T("Withdrawn"), null),
        AuditTypes.RequestLapsed => facts.TryGetValue("why", out var why) ? (TimelineTone.Bad, T("Lapsed"), why) : (TimelineTone.Bad, T("Lapsed: nobody decided in time"), null),
        AuditTypes.RequestReminded => (TimelineTone.Neutral, T("Reminded those who may decide"), null),
        AuditTypes.RequestPassedOn => (TimelineTone.Neutral, T($"Passed on to {Fact(facts, Told)}"), null),
        AuditTypes.QuestionAsked => (TimelineTone.Waiting, T("Question"), Unreadable(facts)),
        AuditTypes.QuestionAnswered => (TimelineTone.Neutral, T("Answer"), Unreadable(facts)),
        AuditTypes.VoteCast => Fact(facts, "vote") == "approve"
            ? (TimelineTone.Good, T($"Agreed to {Length(facts, "duration")}"), HowDecided(facts))
            : (TimelineTone.Bad, T("Did not agree"), HowDecided(facts)),
        AuditTypes.RequestEscalated => (TimelineTone.Waiting, T($"Waited long enough: goes to {Fact(facts, WaitingFor)} as well"), null),
        AuditTypes.RequestStepUpAsked => (TimelineTone.Waiting, T("Everybody agreed: goes on once the requester has signed in again"), Fact(facts, "why")),
        AuditTypes.BreakGlassOpened => (TimelineTone.Bad, T($"Emergency access, opened without approval for {Length(facts, "duration")}"), $"To be reviewed by {Instant(facts, "due")}."),
        AuditTypes.BreakGlassExplained => (TimelineTone.Neutral, T("Explained"), null),
        AuditTypes.BreakGlassAccepted => (TimelineTone.Good, T("Reviewed and accepted"), null),
        AuditTypes.BreakGlassDisputed => (TimelineTone.Bad, T("Reviewed and disputed"), null),
        AuditTypes.BreakGlassOverdue => (TimelineTone.Bad, T("The review is overdue"), null),
        _ => GrantWords(type, facts),
    };

    private static string? Unreadable(IReadOnlyDictionary<string, string> facts) => facts.ContainsKey(GivenText) ? null : "What was written cannot be read any more.";

    private static (TimelineTone Tone, string Title, string? Detail) GrantWords(string type, IReadOnlyDictionary<string, string> facts) => type switch
    {
        AuditTypes.GrantOpening => (TimelineTone.Waiting, T("Opening on the target"), $"As {facts.GetValueOrDefault("principal", "an account that was erased")}, until {Instant(facts, "ends")}."),
        AuditTypes.GrantOpenFailed => (TimelineTone.Bad, T($"Opening did not work (attempt {Fact(facts, "attempt")})"), Fact(facts, "error")),
        AuditTypes.GrantActive => (TimelineTone.Good, T($"Active until {Instant(facts, "ends")}"), $"{Fact(facts, "steps")} {Fact(facts, "observed")}".Trim()),
        AuditTypes.GrantCancelled => (TimelineTone.Bad, T("Cancelled before it began"), Fact(facts, "why")),
        AuditTypes.GrantRevoking => (TimelineTone.Waiting, T($"Removing: {Reason(facts)}"), null),
        AuditTypes.GrantRevokeFailed => (TimelineTone.Bad, T($"Not removed yet (attempt {Fact(facts, "attempt")})"), $"{Fact(facts, "error")} Next attempt {Instant(facts, "next")}."),
        AuditTypes.GrantOverdue => (TimelineTone.Bad, T("Not confirmed in time: the administrators were told"), null),
        AuditTypes.GrantEnded => (TimelineTone.Good, T($"Ended: {Reason(facts)}, {Evidence(facts)}"), EndDetail(facts)),
        AuditTypes.GrantForceCloseAsked => (TimelineTone.Bad, T("Closing without evidence is proposed"), Fact(facts, "error")),
        AuditTypes.GrantForceClosed => (TimelineTone.Bad, T("Closed without evidence: the access may still be there"), Fact(facts, "error")),
        AuditTypes.GrantRevealed => (TimelineTone.Neutral, T("Password shown once"), null),
        AuditTypes.GrantRotating => (TimelineTone.Waiting, T("New password asked for"), facts.GetValueOrDefault("error")),
        AuditTypes.GrantRotated => (TimelineTone.Good, T("New password set, the old one is dead"), null),
        AuditTypes.GrantExtending => (TimelineTone.Waiting, T("Setting a longer end on the target"), facts.GetValueOrDefault("error")),
        AuditTypes.GrantExtended => (TimelineTone.Good, T($"Extended until {Instant(facts, "ends")}"), null),
        AuditTypes.GrantExtensionDropped => (TimelineTone.Bad, T("The change did not work; the old end stands"), Fact(facts, "error")),
        AuditTypes.GrantQuarantined => (TimelineTone.Bad, T("Set aside: the record cannot be read"), Fact(facts, "why")),
        _ => (TimelineTone.Neutral, type, null),
    };

    /// <summary>"In the inbox, with a multi-factor sign-in."</summary>
    private static string? HowDecided(IReadOnlyDictionary<string, string> facts)
    {
        if (!Enum.TryParse<AssuranceLevel>(Fact(facts, "assurance"), out var level) || !Enum.TryParse<DecisionChannel>(Fact(facts, "channel"), out var channel))
            return null;
        var place = channel switch { DecisionChannel.Phone => "On the page for phones", DecisionChannel.Api => "By a program", _ => "In the inbox" };
        return $"{place}, with a {level.Words()}.";
    }

    private static string EndDetail(IReadOnlyDictionary<string, string> facts)
    {
        var parts = new List<string> { Fact(facts, "observed") };
        if (facts.TryGetValue("sessionsEnded", out var sessions) && sessions != "0")
            parts.Add($"Open sessions ended: {sessions}.");
        if (facts.ContainsKey("residualUntil"))
            parts.Add($"Something may remain until {Instant(facts, "residualUntil")}.");
        if (facts.TryGetValue("recovered", out var recovered))
            parts.Add(recovered);
        return string.Join(" ", parts.Where(p => p.Length > 0));
    }

    private static string Reason(IReadOnlyDictionary<string, string> facts) => EndReasonWords.Of(Fact(facts, "reason"));

    private static string Evidence(IReadOnlyDictionary<string, string> facts) => facts.GetValueOrDefault("evidence") switch
    {
        "Observed" => T("verified on the target"),
        "Acknowledged" => T("acknowledged by the target, which cannot be read"),
        "Lapsed" => T("its material is past its own end"),
        "Kept" => T("the right itself stays for another reason"),
        _ => T("nothing had been opened"),
    };

    private static string Fact(IReadOnlyDictionary<string, string> facts, string name) => facts.GetValueOrDefault(name, "");

    private static string Length(IReadOnlyDictionary<string, string> facts, string name) => facts.Length(name) is { } length ? DurationText.Format(length) : "";

    private static string Instant(IReadOnlyDictionary<string, string> facts, string name) =>
        facts.Instant(name)?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
