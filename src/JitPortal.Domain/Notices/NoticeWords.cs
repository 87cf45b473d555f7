using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Notices;

/// <summary>Notices in words; the same for the portal and for e-mail.</summary>
public static class NoticeWords
{
    /// <param name="matter">What it tells of.</param>
    /// <param name="at">An instant as the reader reads it, "15:12" or "Fri 20 Nov 00:30".</param>
    public static NoticeText Of(NoticeMatter matter, Func<DateTimeOffset, string> at) => matter.Kind switch
    {
        NoticeKind.RequestWaits => new(Asks(matter, at), Reason(matter)),
        NoticeKind.RequestStillWaits => new(T($"Reminder: {Asks(matter, at)}"), Reason(matter)),
        NoticeKind.RequestPassedOn => new(T($"{matter.Actor ?? T("An approver")} passed {matter.Holder}’s request on to you: {Case(matter)}{DecideBy(matter, at)}"), matter.Said ?? Reason(matter)),
        NoticeKind.QuestionAsked => new(T($"{matter.Actor ?? T("An approver")} asks about your request: {Case(matter)}{(matter.DecideBy is { } by ? $" {T($"— answer by {at(by)}")}" : "")}"), matter.Said ?? T("What was written cannot be read any more.")),
        NoticeKind.QuestionAnswered => new(T($"{matter.Holder} answered: {Case(matter)}{DecideBy(matter, at)}"), matter.Said ?? T("What was written cannot be read any more.")),
        NoticeKind.NothingToDo => new(T($"{Outcome(matter)}: {matter.Holder}, {matter.What}{HowLong(matter)}"), matter is { Event: AuditTypes.RequestLapsed, Said: { } why } ? T($"{why} Nothing to do.") : T("Nothing to do.")),
        NoticeKind.RequestApproved => new(T($"Approved: {matter.What}{HowLong(matter)}"), matter.IsExtension ? T($"{matter.Actor ?? T("The policy")} agreed. It is added to the end that stands.") : T($"{matter.Actor ?? T("The policy")} agreed. The time starts when it opens.")),
        NoticeKind.RequestDenied => new(T($"Not approved: {matter.What}"), matter.Said is { } said ? $"{matter.Actor ?? T("An approver")}: {said}" : T($"{matter.Actor ?? T("An approver")} did not agree.")),
        NoticeKind.RequestRefused => new(T($"Not possible any more: {matter.What}"), matter.Said ?? T("The policies say no.")),
        NoticeKind.RequestLapsed => new(T($"Lapsed: {matter.What}"), T($"{matter.Said ?? T("Nobody decided in time.")} Nothing was opened; you can ask again.")),
        NoticeKind.SignInAsked => new(T($"Sign in again: {matter.What}{HowLong(matter)}{(matter.DecideBy is { } by ? $" {T($"— by {at(by)}")}" : "")}"), T($"Everybody who was asked agreed. {matter.Said ?? T("The policies ask for a stronger sign-in by now.")} Nothing is open yet.")),
        NoticeKind.EmergencyOpened => new(T($"Emergency access: {matter.Holder}: {matter.What}{Comma(matter.Length)}{(matter.DecideBy is { } due ? $" {T($"— review by {at(due)}")}" : "")}"), Reason(matter)),
        NoticeKind.EmergencyReviewed => new(T($"Emergency access {(matter.Event == AuditTypes.BreakGlassDisputed ? T("disputed") : T("accepted"))}: {matter.What}"), T($"{matter.Actor ?? T("A reviewer")} has judged it. The request says how.")),
        NoticeKind.EmergencyReviewOverdue => new(T($"Review overdue: {matter.Holder}: {matter.What}"), T("Nobody has judged this emergency access in time.")),
        _ => Access(matter, at),
    };

    private static NoticeText Access(NoticeMatter matter, Func<DateTimeOffset, string> at) => matter.Kind switch
    {
        NoticeKind.AccessOpen => new(T($"Open: {matter.What}{Until(matter, at)}"), T("It ends by itself, and open sessions are cut then.")),
        NoticeKind.AccessExtended => new(T($"Longer: {matter.What}{Until(matter, at)}"), T("Nothing was interrupted.")),
        NoticeKind.EndingSoon => new(T($"{matter.What} ends in {(matter.Length is { } left ? DurationText.Format(left) : T("a moment"))}{Comma(matter.Ends, at)}"), T("Open sessions are cut then. If you need longer, extend it before.")),
        NoticeKind.AccessEnded => new(T($"Ended: {matter.What}, {EndReasonWords.Of(matter.EndReason)}"), matter.Said ?? T("Nothing had been opened.")),
        NoticeKind.OpeningFailed => new(matter.ToHolder ? T($"Could not be opened: {matter.What}") : T($"Could not be opened: {matter.What} for {matter.Holder}"), matter.Said ?? T("The target did not take it.")),
        NoticeKind.ChangeDropped => new(T($"No change: {matter.What}"), T($"{matter.Said ?? T("The target did not take it.")} The old end stands.")),
        NoticeKind.AccessRevoked => new($"{Taken(matter)}: {matter.What}", T("Open sessions are cut. The request says why.")),
        NoticeKind.EndNotEvidenced => new(NotRemoved(matter), matter.Said ?? T("The target has not answered yet. It is tried again for ever.")),
        NoticeKind.EndEvidencedAtLast => new(T($"Removed after all: {matter.What}{(matter.ToHolder ? "" : $" {T($"of {matter.Holder}")}")}"), matter.Said ?? T("The access is gone.")),
        _ => Operations(matter, at),
    };

    private static NoticeText Operations(NoticeMatter matter, Func<DateTimeOffset, string> at) => matter.Kind switch
    {
        NoticeKind.TargetFailing => new(T($"{matter.Target ?? T("A target")} fails{(matter.Since is { } since ? $" {T($"since {at(since)}")}" : "")}"), matter.Said ?? T("It does not answer.")),
        NoticeKind.TargetRecovered => new(T($"{matter.Target ?? T("A target")} works again"), T("What was due there goes on by itself.")),
        NoticeKind.GrantSetAside => new(T("Set aside: access whose record cannot be read"), matter.Said ?? T("It is on the overview.")),
        NoticeKind.LockPlaced => new(T($"{matter.Actor ?? T("The portal")} locked {Locked(matter)}"), T("Access in its scope ends now, and none is given.")),
        NoticeKind.PolicyPublishedAlone => new(T($"{matter.Actor ?? T("Somebody")} published a policy alone: {matter.What}"), T("Nobody else looked at it before it applied.")),
        NoticeKind.Untellable => new(T("Something happened that could not be told"), matter.Said ?? T("The audit log has it.")),
        _ => throw new ArgumentOutOfRangeException(nameof(matter), matter.Kind, message: null),
    };

    /// <summary>"Jon Sørli: ledger-db Write, 2 h — decide by 15:12".</summary>
    private static string Asks(NoticeMatter matter, Func<DateTimeOffset, string> at) =>
        T($"{matter.Holder}: {matter.What}{HowLong(matter)}{DecideBy(matter, at)}");

    private static string Case(NoticeMatter matter) => $"{matter.What}{HowLong(matter)}";

    /// <summary>The time of the stage runs on, whatever is said meanwhile.</summary>
    private static string DecideBy(NoticeMatter matter, Func<DateTimeOffset, string> at) => matter.DecideBy is { } by ? $" {T($"— decide by {at(by)}")}" : "";

    private static string Reason(NoticeMatter matter) => string.IsNullOrWhiteSpace(matter.Reason) ? T("No reason was given.") : matter.Reason;

    private static string Outcome(NoticeMatter matter) => matter.Event switch
    {
        AuditTypes.RequestApproved => T($"{matter.Actor ?? T("The policy")} approved"),
        AuditTypes.RequestDenied => T($"{matter.Actor ?? T("An approver")} denied"),
        AuditTypes.RequestWaiting => T("Others agreed, and it went on to the next approvers"),
        AuditTypes.RequestStepUpAsked => T("Others agreed, and it waits for a sign-in of the requester"),
        AuditTypes.RequestWithdrawn => T("Withdrawn"),
        AuditTypes.RequestLapsed => matter.Said is null ? T("Lapsed, nobody decided in time") : T("Lapsed"),
        _ => T("Refused by policy"),
    };

    private static string Taken(NoticeMatter matter) => matter.EndReason switch
    {
        nameof(Grants.EndReason.Locked) => T("Locked"),
        nameof(Grants.EndReason.EndCondition) => T("Ended by its condition"),
        _ => T($"{matter.Actor ?? T("The portal")} took it away"),
    };

    private static string NotRemoved(NoticeMatter matter) => matter switch
    {
        { ToHolder: true } => T($"Over, but not seen to be gone: {matter.What}"),
        { Count: > 1 } => T($"{matter.Count} removals on {matter.Target ?? T("a target")} are not confirmed"),
        _ => T($"Not confirmed: {matter.What} of {matter.Holder} on {matter.Target ?? T("a target")}"),
    };

    private static string Locked(NoticeMatter matter) => (matter.Holder, matter.Target) switch
    {
        ("Somebody", null) => T("everything"),
        ("Somebody", { } target) => target,
        (var holder, null) => holder,
        var (holder, target) => T($"{holder} on {target}"),
    };

    private static string Until(NoticeMatter matter, Func<DateTimeOffset, string> at) => matter.Ends is { } ends ? T($", until {at(ends)}") : "";

    private static string HowLong(NoticeMatter matter) => matter is { IsExtension: true, Length: { } more } ? T($", extension by {DurationText.Format(more)}") : Comma(matter.Length);

    private static string Comma(TimeSpan? length) => length is { } known ? $", {DurationText.Format(known)}" : "";

    private static string Comma(DateTimeOffset? instant, Func<DateTimeOffset, string> at) => instant is { } known ? T($", at {at(known)}") : "";
}
