namespace JitPortal.Domain.Requests;

/// <summary>The one table of request moves. A pair that is absent is refused, never ignored.</summary>
public static class RequestTransitions
{
    /// <returns>The state after the move, or <see langword="null"/> where the move is not allowed.</returns>
    public static RequestState? Next(RequestState from, RequestEvent happened) => (from, happened) switch
    {
        (RequestState.Submitted, RequestEvent.AllowedByPolicy) => RequestState.Approved,
        (RequestState.Submitted, RequestEvent.RefusedByPolicy) => RequestState.Denied,
        (RequestState.Submitted, RequestEvent.StagesOpened) => RequestState.AwaitingApproval,
        (RequestState.AwaitingApproval, RequestEvent.StagePassed) => RequestState.AwaitingApproval,
        (RequestState.AwaitingApproval, RequestEvent.LastStagePassed) => RequestState.Approved,
        (RequestState.AwaitingApproval, RequestEvent.DeniedByApprover) => RequestState.Denied,
        (RequestState.AwaitingApproval, RequestEvent.RefusedByPolicy) => RequestState.Denied,
        (RequestState.AwaitingApproval, RequestEvent.TakenBack) => RequestState.Withdrawn,
        (RequestState.AwaitingApproval, RequestEvent.TimedOut) => RequestState.Lapsed,
        (RequestState.AwaitingApproval, RequestEvent.StepUpAsked) => RequestState.AwaitingStepUp,
        (RequestState.AwaitingStepUp, RequestEvent.StepUpGiven) => RequestState.Approved,
        (RequestState.AwaitingStepUp, RequestEvent.StagesOpened) => RequestState.AwaitingApproval,
        (RequestState.AwaitingStepUp, RequestEvent.RefusedByPolicy) => RequestState.Denied,
        (RequestState.AwaitingStepUp, RequestEvent.TakenBack) => RequestState.Withdrawn,
        (RequestState.AwaitingStepUp, RequestEvent.TimedOut) => RequestState.Lapsed,
        _ => null,
    };
}
