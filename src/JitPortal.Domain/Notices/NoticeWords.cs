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
        NoticeKind.RequestStillWaits => new($"Reminder: {Asks(matter, at)}", Reason(matter)),
        NoticeKind.NothingToDo => new($"{Outcome(matter)}: {matter.Holder}, {matter.What}{Comma(matter.Length)}", "Nothing to do."),
        NoticeKind.RequestApproved => new($"Approved: {matter.What}{Comma(matter.Length)}", $"{matter.Actor ?? "The policy"} agreed. The time starts when it opens."),
        NoticeKind.RequestDenied => new($"Not approved: {matter.What}", matter.Said is { } said ? $"{matter.Actor ?? "An approver"}: {said}" : $"{matter.Actor ?? "An approver"} did not agree."),
        NoticeKind.RequestRefused => new($"Not possible any more: {matter.What}", matter.Said ?? "The policies say no."),
        NoticeKind.RequestLapsed => new($"Lapsed: {matter.What}", $"{matter.Said ?? "Nobody decided in time."} Nothing was opened; you can ask again."),
        NoticeKind.SignInAsked => new($"Sign in again: {matter.What}{Comma(matter.Length)}{(matter.DecideBy is { } by ? $" — by {at(by)}" : "")}", $"Everybody who was asked agreed. {matter.Said ?? "The policies ask for a stronger sign-in by now."} Nothing is open yet."),
        NoticeKind.EmergencyOpened => new($"Emergency access: {matter.Holder}: {matter.What}{Comma(matter.Length)}{(matter.DecideBy is { } due ? $" — review by {at(due)}" : "")}", Reason(matter)),
        NoticeKind.EmergencyReviewed => new($"Emergency access {(matter.Event == AuditTypes.BreakGlassDisputed ? "disputed" : "accepted")}: {matter.What}", $"{matter.Actor ?? "A reviewer"} has judged it. The request says how."),
        NoticeKind.EmergencyReviewOverdue => new($"Review overdue: {matter.Holder}: {matter.What}", "Nobody has judged this emergency access in time."),
        _ => Access(matter, at),
    };

    private static NoticeText Access(NoticeMatter matter, Func<DateTimeOffset, string> at) => matter.Kind switch
    {
        NoticeKind.AccessOpen => new($"Open: {matter.What}{Until(matter, at)}", "It ends by itself, and open sessions are cut then."),
        NoticeKind.AccessExtended => new($"Longer: {matter.What}{Until(matter, at)}", "Nothing was interrupted."),
        NoticeKind.EndingSoon => new($"{matter.What} ends in {(matter.Length is { } left ? DurationText.Format(left) : "a moment")}{Comma(matter.Ends, at)}", "Open sessions are cut then. If you need longer, extend it before."),
        NoticeKind.AccessEnded => new($"Ended: {matter.What}, {Why(matter)}", matter.Said ?? "Nothing had been opened."),
        NoticeKind.OpeningFailed => new(matter.ToHolder ? $"Could not be opened: {matter.What}" : $"Could not be opened: {matter.What} for {matter.Holder}", matter.Said ?? "The target did not take it."),
        NoticeKind.ChangeDropped => new($"No change: {matter.What}", $"{matter.Said ?? "The target did not take it."} The old end stands."),
        NoticeKind.AccessRevoked => new($"{Taken(matter)}: {matter.What}", "Open sessions are cut. The request says why."),
        NoticeKind.EndNotEvidenced => new(NotRemoved(matter), matter.Said ?? "The target has not answered yet. It is tried again for ever."),
        NoticeKind.EndEvidencedAtLast => new($"Removed after all: {matter.What}{(matter.ToHolder ? "" : $" of {matter.Holder}")}", matter.Said ?? "The access is gone."),
        _ => Operations(matter, at),
    };

    private static NoticeText Operations(NoticeMatter matter, Func<DateTimeOffset, string> at) => matter.Kind switch
    {
        NoticeKind.TargetFailing => new($"{matter.Target ?? "A target"} fails{(matter.Since is { } since ? $" since {at(since)}" : "")}", matter.Said ?? "It does not answer."),
        NoticeKind.TargetRecovered => new($"{matter.Target ?? "A target"} works again", "What was due there goes on by itself."),
        NoticeKind.GrantSetAside => new("Set aside: access whose record cannot be read", matter.Said ?? "It is on the overview."),
        NoticeKind.LockPlaced => new($"{matter.Actor ?? "The portal"} locked {Locked(matter)}", "Access in its scope ends now, and none is given."),
        NoticeKind.PolicyPublishedAlone => new($"{matter.Actor ?? "Somebody"} published a policy alone: {matter.What}", "Nobody else looked at it before it applied."),
        NoticeKind.Untellable => new("Something happened that could not be told", matter.Said ?? "The audit log has it."),
        _ => throw new ArgumentOutOfRangeException(nameof(matter), matter.Kind, message: null),
    };

    /// <summary>"Jon Sørli: ledger-db Write, 2 h — decide by 15:12".</summary>
    private static string Asks(NoticeMatter matter, Func<DateTimeOffset, string> at) =>
        $"{matter.Holder}: {matter.What}{Comma(matter.Length)}{(matter.DecideBy is { } by ? $" — decide by {at(by)}" : "")}";

    private static string Reason(NoticeMatter matter) => string.IsNullOrWhiteSpace(matter.Reason) ? "No reason was given." : matter.Reason;

    private static string Outcome(NoticeMatter matter) => matter.Event switch
    {
        AuditTypes.RequestApproved => $"{matter.Actor ?? "The policy"} approved",
        AuditTypes.RequestDenied => $"{matter.Actor ?? "An approver"} denied",
        AuditTypes.RequestWaiting => "Others agreed, and it went on to the next approvers",
        AuditTypes.RequestStepUpAsked => "Others agreed, and it waits for a sign-in of the requester",
        AuditTypes.RequestWithdrawn => "Withdrawn",
        AuditTypes.RequestLapsed => "Lapsed, nobody decided in time",
        _ => "Refused by policy",
    };

    private static string Why(NoticeMatter matter) => matter.EndReason switch
    {
        nameof(Grants.EndReason.GivenBack) => "given back",
        nameof(Grants.EndReason.Revoked) => "taken away",
        nameof(Grants.EndReason.Locked) => "locked",
        nameof(Grants.EndReason.ProvisionFailed) => "it could not be opened",
        nameof(Grants.EndReason.Cancelled) => "cancelled",
        nameof(Grants.EndReason.EndCondition) => "its condition does not hold any more",
        nameof(Grants.EndReason.SubjectLeft) => "the person has left",
        _ => "its time is over",
    };

    private static string Taken(NoticeMatter matter) => matter.EndReason switch
    {
        nameof(Grants.EndReason.Locked) => "Locked",
        nameof(Grants.EndReason.EndCondition) => "Ended by its condition",
        _ => $"{matter.Actor ?? "The portal"} took it away",
    };

    private static string NotRemoved(NoticeMatter matter) => matter switch
    {
        { ToHolder: true } => $"Over, but not seen to be gone: {matter.What}",
        { Count: > 1 } => $"{matter.Count} removals on {matter.Target ?? "a target"} are not confirmed",
        _ => $"Not confirmed: {matter.What} of {matter.Holder} on {matter.Target ?? "a target"}",
    };

    private static string Locked(NoticeMatter matter) => (matter.Holder, matter.Target) switch
    {
        ("Somebody", null) => "everything",
        ("Somebody", { } target) => target,
        (var holder, null) => holder,
        var (holder, target) => $"{holder} on {target}",
    };

    private static string Until(NoticeMatter matter, Func<DateTimeOffset, string> at) => matter.Ends is { } ends ? $", until {at(ends)}" : "";

    private static string Comma(TimeSpan? length) => length is { } known ? $", {DurationText.Format(known)}" : "";

    private static string Comma(DateTimeOffset? instant, Func<DateTimeOffset, string> at) => instant is { } known ? $", at {at(known)}" : "";
}
