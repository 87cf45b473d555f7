using JitPortal.Application.Requests;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Requests;

/// <summary>Where a request stands, the grant's story included: "approved" alone would hide that nothing is open yet.</summary>
public static class RequestWords
{
    public static Chip Of(RequestSummary request) => request.State switch
    {
        RequestState.Submitted => new(T("Being decided"), "clock", Tone.Waiting),
        RequestState.AwaitingApproval => new(T("Waiting for approval"), "clock", Tone.Waiting),
        RequestState.AwaitingStepUp => new(T("Agreed, waiting for a sign-in"), "shield", Tone.Waiting),
        RequestState.Approved when request.IsExtension => new(T("Extension approved"), "check", Tone.Good),
        RequestState.Approved => OfGrant(request.GrantState),
        RequestState.Denied => new(T("Not agreed"), "x", Tone.Bad),
        RequestState.Withdrawn => new(T("Withdrawn"), "undo", Tone.Neutral),
        RequestState.Lapsed when request.IsExtension => new(T("Lapsed"), "clock", Tone.Neutral),   // nobody decided, or there was nothing to extend any more
        RequestState.Lapsed => new(T("Lapsed: nobody decided"), "clock", Tone.Neutral),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.State, message: null),
    };

    private static Chip OfGrant(GrantState? grant) => grant switch
    {
        null or GrantState.Scheduled => new(T("Approved, not open yet"), "clock", Tone.Waiting),
        GrantState.Provisioning => new(T("Approved, opening"), "clock", Tone.Waiting),
        GrantState.Active => new(T("Active"), "check", Tone.Good),
        GrantState.Revoking => new(T("Being removed"), "clock", Tone.Waiting),
        GrantState.Ended => new(T("Over"), "check", Tone.Neutral),
        _ => throw new ArgumentOutOfRangeException(nameof(grant), grant, message: null),
    };
}
