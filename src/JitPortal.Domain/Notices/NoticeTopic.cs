namespace JitPortal.Domain.Notices;

/// <summary>What people choose by: kinds of notices that they want by e-mail or not. In the portal they are always told.</summary>
[Flags]
public enum NoticeTopic
{
    None = 0,

    /// <summary>Requests that wait for me, and answers to what I asked about them.</summary>
    ToDecide = 1,

    /// <summary>Requests that waited for me and do not any more.</summary>
    DecidedByOthers = 2,

    /// <summary>What became of my requests, and what approvers want to know about them.</summary>
    MyRequests = 4,

    /// <summary>My access is open, or longer.</summary>
    AccessOpen = 8,

    /// <summary>My access ends in a few minutes.</summary>
    EndingSoon = 16,

    /// <summary>My access is over.</summary>
    AccessEnded = 32,

    /// <summary>Something went wrong with my access, or it was taken away.</summary>
    Trouble = 64,

    /// <summary>For administrators: targets, locks, policies, rows that were set aside.</summary>
    Operations = 128,

    /// <summary>Access that is not gone although it should be, and emergency access. Always sent.</summary>
    Alarms = 256,
}

/// <summary>Which topic a kind belongs to, and what is sent by e-mail to those who never chose.</summary>
public static class NoticeTopics
{
    /// <summary>Sent whatever was chosen.</summary>
    public const NoticeTopic Always = NoticeTopic.Alarms;

    /// <summary>Not sent unless chosen: whoever asked sees it happen.</summary>
    public const NoticeTopic OffAtFirst = NoticeTopic.AccessOpen | NoticeTopic.AccessEnded;

    public static IReadOnlyList<NoticeTopic> All { get; } = [.. Enum.GetValues<NoticeTopic>().Where(topic => topic != NoticeTopic.None)];

    /// <param name="toHolder">The reader is the one whose access it is.</param>
    public static NoticeTopic Of(NoticeKind kind, bool toHolder) => kind switch
    {
        NoticeKind.RequestWaits or NoticeKind.RequestStillWaits or NoticeKind.RequestPassedOn or NoticeKind.QuestionAnswered => NoticeTopic.ToDecide,
        NoticeKind.NothingToDo => NoticeTopic.DecidedByOthers,
        NoticeKind.RequestApproved or NoticeKind.RequestDenied or NoticeKind.RequestRefused or NoticeKind.RequestLapsed
            or NoticeKind.SignInAsked or NoticeKind.EmergencyReviewed or NoticeKind.QuestionAsked => NoticeTopic.MyRequests,
        NoticeKind.EmergencyOpened or NoticeKind.EmergencyReviewOverdue => NoticeTopic.Alarms,
        NoticeKind.AccessOpen or NoticeKind.AccessExtended => NoticeTopic.AccessOpen,
        NoticeKind.EndingSoon => NoticeTopic.EndingSoon,
        NoticeKind.AccessEnded => NoticeTopic.AccessEnded,
        NoticeKind.ChangeDropped or NoticeKind.AccessRevoked => NoticeTopic.Trouble,
        NoticeKind.OpeningFailed => toHolder ? NoticeTopic.Trouble : NoticeTopic.Operations,
        NoticeKind.EndNotEvidenced or NoticeKind.EndEvidencedAtLast => toHolder ? NoticeTopic.Trouble : NoticeTopic.Alarms,
        NoticeKind.TargetFailing or NoticeKind.TargetRecovered or NoticeKind.GrantSetAside or NoticeKind.LockPlaced
            or NoticeKind.PolicyPublishedAlone or NoticeKind.Untellable => NoticeTopic.Operations,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    /// <param name="off">The topics that the reader does not want by e-mail; <see langword="null"/> for one who never chose.</param>
    public static bool IsMailed(NoticeTopic topic, NoticeTopic? off) => (topic & Always) != NoticeTopic.None || (topic & (off ?? OffAtFirst)) == NoticeTopic.None;
}
