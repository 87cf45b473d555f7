namespace JitPortal.Domain.Requests;

/// <summary>Where an access request stands. <see cref="Approved"/> is final: what then happens is the grant's story.</summary>
public enum RequestState
{
    Submitted = 1,
    AwaitingApproval = 2,
    Approved = 3,
    Denied = 4,
    Withdrawn = 5,
    Lapsed = 6,

    /// <summary>Everybody who was asked agreed; by now the policies ask the requester for a stronger sign-in than they filed with.</summary>
    AwaitingStepUp = 7,
}

/// <summary>What can happen to an access request.</summary>
public enum RequestEvent
{
    /// <summary>The policy needs no person.</summary>
    AllowedByPolicy = 1,

    /// <summary>The policy refuses, at filing or at a re-check.</summary>
    RefusedByPolicy = 2,

    /// <summary>The policy asks people; the first stage begins.</summary>
    StagesOpened = 3,

    /// <summary>A stage reached its quorum and another follows.</summary>
    StagePassed = 4,

    /// <summary>The last stage reached its quorum.</summary>
    LastStagePassed = 5,

    /// <summary>An approver said no.</summary>
    DeniedByApprover = 6,

    /// <summary>The requester took it back.</summary>
    TakenBack = 7,

    /// <summary>Nobody decided in time.</summary>
    TimedOut = 8,

    /// <summary>The last stage reached its quorum, and by now the policies ask the requester for a stronger sign-in.</summary>
    StepUpAsked = 9,

    /// <summary>The requester gave it.</summary>
    StepUpGiven = 10,
}
