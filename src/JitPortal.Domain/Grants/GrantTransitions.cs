namespace JitPortal.Domain.Grants;

/// <summary>The one table of grant moves. A pair that is absent is refused, never ignored.</summary>
public static class GrantTransitions
{
    /// <returns>The state after the move, or <see langword="null"/> where the move is not allowed.</returns>
    public static GrantState? Next(GrantState from, GrantEvent happened) => (from, happened) switch
    {
        (GrantState.Scheduled, GrantEvent.OpeningIntended) => GrantState.Provisioning,
        (GrantState.Scheduled, GrantEvent.GivenBack) => GrantState.Ended,      // nothing was opened, so nothing has to be removed
        (GrantState.Scheduled, GrantEvent.RevokeAsked) => GrantState.Ended,
        (GrantState.Scheduled, GrantEvent.StartCancelled) => GrantState.Ended,
        (GrantState.Provisioning, GrantEvent.PresenceObserved) => GrantState.Active,
        (GrantState.Provisioning, GrantEvent.OpenDoubtful) => GrantState.Revoking,   // it may be half open
        (GrantState.Provisioning, GrantEvent.EndReached) => GrantState.Revoking,
        (GrantState.Provisioning, GrantEvent.GivenBack) => GrantState.Revoking,
        (GrantState.Provisioning, GrantEvent.RevokeAsked) => GrantState.Revoking,
        (GrantState.Active, GrantEvent.EndReached) => GrantState.Revoking,
        (GrantState.Active, GrantEvent.GivenBack) => GrantState.Revoking,
        (GrantState.Active, GrantEvent.RevokeAsked) => GrantState.Revoking,
        (GrantState.Revoking, GrantEvent.AbsenceEvidenced) => GrantState.Ended,
        (GrantState.Revoking, GrantEvent.ForceClosed) => GrantState.Ended,     // and stays on the list of revocation debt
        _ => null,
    };
}
