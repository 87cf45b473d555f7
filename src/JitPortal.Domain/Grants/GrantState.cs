namespace JitPortal.Domain.Grants;

/// <summary>Where a grant stands. <see cref="Ended"/> is final and carries its evidence (I-05).</summary>
public enum GrantState
{
    Scheduled = 1,
    Provisioning = 2,
    Active = 3,
    Revoking = 4,
    Ended = 5,
}

/// <summary>What can happen to a grant.</summary>
public enum GrantEvent
{
    /// <summary>The opening intent was written; the effect may begin.</summary>
    OpeningIntended = 1,

    /// <summary>The target was read back with the access.</summary>
    PresenceObserved = 2,

    /// <summary>Opening failed, or its outcome stayed unknown for too long: it may be half open.</summary>
    OpenDoubtful = 3,

    /// <summary>The end of the lease has come.</summary>
    EndReached = 4,

    /// <summary>The holder gave it back.</summary>
    GivenBack = 5,

    /// <summary>Somebody with authority, a lock, an end condition or the holder's leaving takes it away.</summary>
    RevokeAsked = 6,

    /// <summary>The end is evidenced: observed, acknowledged, lapsed or kept for another reason.</summary>
    AbsenceEvidenced = 7,

    /// <summary>It never began: the latest start passed, or a re-check at activation said no.</summary>
    StartCancelled = 8,

    /// <summary>Two administrators gave up on a target that gives no evidence.</summary>
    ForceClosed = 9,
}

/// <summary>Why a grant ended.</summary>
public enum EndReason
{
    Expired = 1,
    GivenBack = 2,
    Revoked = 3,
    EndCondition = 4,
    Locked = 5,
    SubjectLeft = 6,
    Cancelled = 7,
    ProvisionFailed = 8,
}
