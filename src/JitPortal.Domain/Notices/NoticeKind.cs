namespace JitPortal.Domain.Notices;

/// <summary>What a notice says. Stored by number: a number is never reused with another meaning.</summary>
public enum NoticeKind
{
    /// <summary>A request waits for the reader's decision.</summary>
    RequestWaits = 1,

    /// <summary>The requester reminds of it.</summary>
    RequestStillWaits = 2,

    /// <summary>It does not wait for the reader any more: somebody decided, took it back, or the time was over.</summary>
    NothingToDo = 3,

    /// <summary>Another approver has passed it on to the reader, who may decide it as well.</summary>
    RequestPassedOn = 4,

    /// <summary>An approver wants to know something of whoever asked.</summary>
    QuestionAsked = 5,

    QuestionAnswered = 6,

    RequestApproved = 10,
    RequestDenied = 11,
    RequestRefused = 12,
    RequestLapsed = 13,

    /// <summary>Everybody agreed, and by now the policies ask the requester for a stronger sign-in.</summary>
    SignInAsked = 14,

    AccessOpen = 20,
    AccessExtended = 21,
    EndingSoon = 22,
    AccessEnded = 23,

    OpeningFailed = 30,
    ChangeDropped = 31,
    AccessRevoked = 32,

    /// <summary>Its end has come, and nothing shows that the access is gone.</summary>
    EndNotEvidenced = 33,

    /// <summary>What <see cref="EndNotEvidenced"/> warned of has been seen to be gone.</summary>
    EndEvidencedAtLast = 34,

    TargetFailing = 40,
    TargetRecovered = 41,
    GrantSetAside = 42,
    LockPlaced = 43,

    /// <summary>One administrator alone changed what the policies allow.</summary>
    PolicyPublishedAlone = 44,

    /// <summary>Something happened that could not be turned into notices.</summary>
    Untellable = 45,

    /// <summary>Access without prior approval; it has to be reviewed.</summary>
    EmergencyOpened = 50,

    EmergencyReviewed = 51,
    EmergencyReviewOverdue = 52,
}
