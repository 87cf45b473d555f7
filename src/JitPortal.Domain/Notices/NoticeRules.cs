using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;

namespace JitPortal.Domain.Notices;

/// <summary>Who is meant by a rule; the application finds out who that is just now.</summary>
public enum NoticeReader
{
    /// <summary>Everybody who may decide the request in the stage that waits, and has not.</summary>
    Deciders = 1,

    /// <summary>Who was asked to decide it at any time, but for whoever made it happen.</summary>
    EverybodyAsked = 2,

    /// <summary>Of those, the ones who have not decided.</summary>
    AskedInVain = 3,

    /// <summary>Whose request or access it is.</summary>
    Holder = 4,

    /// <summary>The same where it has waited for people: whoever is refused at once sees it.</summary>
    HolderAfterWaiting = 5,

    Administrators = 6,

    /// <summary>Who was told that the end is not evidenced.</summary>
    Alarmed = 7,

    /// <summary>Who may decide and has not been asked yet.</summary>
    FurtherDeciders = 8,

    /// <summary>Whom the record names in its fact "told".</summary>
    Named = 9,

    /// <summary>Who was told that the emergency access was opened.</summary>
    ToldOfEmergency = 10,

    /// <summary>Those of <see cref="Named"/> who may decide what waits.</summary>
    NamedDeciders = 11,

    /// <summary><see cref="Holder"/> while the request waits: nothing said about it matters afterwards.</summary>
    HolderWhileItWaits = 12,

    /// <summary><see cref="Named"/> while the request waits.</summary>
    NamedWhileItWaits = 13,
}

/// <summary>One reader of one kind of notice.</summary>
public sealed record NoticeRule(NoticeReader Reader, NoticeKind Kind);

/// <summary>
/// The one table of who is told what: from an event of the audit log to readers and kinds. A person whom two rules of an event mean
/// gets the first. What is not in it is told to nobody.
/// </summary>
public static class NoticeRules
{
    /// <param name="type">One of <see cref="AuditTypes"/>.</param>
    /// <param name="facts">What the record says beyond its ids.</param>
    public static IReadOnlyList<NoticeRule> For(string type, IReadOnlyDictionary<string, string> facts) => type switch
    {
        AuditTypes.RequestWaiting => facts.GetValueOrDefault("stage", "1") == "1" ? Waits : NextStage,
        AuditTypes.RequestReminded => [new(NoticeReader.Deciders, NoticeKind.RequestStillWaits)],
        AuditTypes.RequestPassedOn => [new(NoticeReader.NamedDeciders, NoticeKind.RequestPassedOn)],
        AuditTypes.QuestionAsked => [new(NoticeReader.HolderWhileItWaits, NoticeKind.QuestionAsked)],
        AuditTypes.QuestionAnswered => [new(NoticeReader.NamedWhileItWaits, NoticeKind.QuestionAnswered)],
        AuditTypes.RequestApproved => [new(NoticeReader.Holder, NoticeKind.RequestApproved), Over],
        AuditTypes.RequestDenied => [new(NoticeReader.Holder, NoticeKind.RequestDenied), Over],
        AuditTypes.RequestRefused => [new(NoticeReader.HolderAfterWaiting, NoticeKind.RequestRefused), Over],
        AuditTypes.RequestLapsed => [new(NoticeReader.Holder, NoticeKind.RequestLapsed), Over],
        AuditTypes.RequestWithdrawn => [Over],
        AuditTypes.RequestStepUpAsked => [new(NoticeReader.Holder, NoticeKind.SignInAsked), new(NoticeReader.AskedInVain, NoticeKind.NothingToDo)],
        AuditTypes.RequestEscalated => [new(NoticeReader.FurtherDeciders, NoticeKind.RequestWaits)],
        AuditTypes.BreakGlassOpened => [new(NoticeReader.Named, NoticeKind.EmergencyOpened)],
        AuditTypes.BreakGlassAccepted or AuditTypes.BreakGlassDisputed => [new(NoticeReader.Holder, NoticeKind.EmergencyReviewed)],
        AuditTypes.BreakGlassOverdue => [new(NoticeReader.ToldOfEmergency, NoticeKind.EmergencyReviewOverdue), new(NoticeReader.Holder, NoticeKind.EmergencyReviewOverdue)],
        AuditTypes.GrantActive => [new(NoticeReader.Holder, NoticeKind.AccessOpen)],
        AuditTypes.GrantCancelled => [new(NoticeReader.Holder, NoticeKind.OpeningFailed)],
        AuditTypes.GrantExtended => [new(NoticeReader.Holder, NoticeKind.AccessExtended)],
        AuditTypes.GrantExtensionDropped => [new(NoticeReader.Holder, NoticeKind.ChangeDropped)],
        AuditTypes.GrantRevoking => Revoking(facts.GetValueOrDefault("reason", "")),
        AuditTypes.GrantOverdue => [new(NoticeReader.Holder, NoticeKind.EndNotEvidenced), new(NoticeReader.Administrators, NoticeKind.EndNotEvidenced)],
        AuditTypes.GrantEnded => [new(NoticeReader.Alarmed, NoticeKind.EndEvidencedAtLast), new(NoticeReader.Holder, NoticeKind.AccessEnded)],
        AuditTypes.GrantQuarantined => [new(NoticeReader.Administrators, NoticeKind.GrantSetAside)],
        AuditTypes.TargetFailing => [new(NoticeReader.Administrators, NoticeKind.TargetFailing)],
        AuditTypes.TargetRecovered => [new(NoticeReader.Administrators, NoticeKind.TargetRecovered)],
        AuditTypes.LockPlaced => [new(NoticeReader.Administrators, NoticeKind.LockPlaced)],
        AuditTypes.PolicyPublished => facts.ContainsKey("solo") ? [new(NoticeReader.Administrators, NoticeKind.PolicyPublishedAlone)] : [],
        _ => [],
    };

    private static NoticeRule Over { get; } = new(NoticeReader.EverybodyAsked, NoticeKind.NothingToDo);

    private static IReadOnlyList<NoticeRule> Waits { get; } = [new(NoticeReader.Deciders, NoticeKind.RequestWaits)];

    /// <summary>Those of the stage before who did not answer have nothing to do any more.</summary>
    private static IReadOnlyList<NoticeRule> NextStage { get; } = [.. Waits, new(NoticeReader.AskedInVain, NoticeKind.NothingToDo)];

    /// <summary>Access that runs out or is given back surprises nobody; who has left reads nothing.</summary>
    private static IReadOnlyList<NoticeRule> Revoking(string reason) => reason switch
    {
        nameof(EndReason.ProvisionFailed) => [new(NoticeReader.Holder, NoticeKind.OpeningFailed), new(NoticeReader.Administrators, NoticeKind.OpeningFailed)],
        nameof(EndReason.Revoked) or nameof(EndReason.Locked) or nameof(EndReason.EndCondition) => [new(NoticeReader.Holder, NoticeKind.AccessRevoked)],
        _ => [],
    };
}
