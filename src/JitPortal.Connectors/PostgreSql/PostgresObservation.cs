using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>
/// Says in the portal's words what was read. A login made for the grant is there until it is dropped, even while it can no
/// longer log in; a person's right is gone when they are no member and no session from before can be alive.
/// </summary>
internal static class PostgresObservation
{
    public static Observation Unreadable(Closing closing) =>
        new(closing.Grant, Presence.CannotTell, EvidenceKind.None, null, null, null, "The right of this grant cannot be read, so the server was not asked.");

    public static Observation OfLogin(Closing closing, Reading reading)
    {
        if (!reading.LoginExists)
            return new(closing.Grant, Presence.Absent, EvidenceKind.Observed, 0, null, null, $"Login {closing.Principal} is not on the server.");

        var words = reading.CanLogin
            ? $"Login {closing.Principal} is on the server with {reading.Sessions} open sessions."
            : $"Login {closing.Principal} cannot log in any more but is still on the server with {reading.Sessions} open sessions.";
        return new(closing.Grant, Presence.Present, EvidenceKind.None, reading.Sessions, reading.NativeEnd, null, words);
    }

    /// <summary>
    /// Where the right is there only because another grant or another grantor wants it, the observation is
    /// <see cref="Presence.Present"/> with <see cref="EvidenceKind.Kept"/>: enough to call a grant open, and enough to end one.
    /// </summary>
    public static Observation OfMembership(Closing closing, PostgresRight right, Reading reading, bool sessionsMatter)
    {
        var member = $"{closing.Principal} is a member of {right.Role}";
        if (reading.Ours)
            return new(closing.Grant, Presence.Present, closing.KeepRight ? EvidenceKind.Kept : EvidenceKind.None, reading.Sessions, null, null, $"{member}.");

        if (reading.Others is not null)
            return new(closing.Grant, Presence.Present, EvidenceKind.Kept, reading.Sessions, null, null, $"{member}, granted by {reading.Others} and not by the portal.");

        if (!reading.LoginExists)
            return new(closing.Grant, Presence.Absent, EvidenceKind.Observed, 0, null, null, $"Login {closing.Principal} is not on the server.");

        var words = $"{closing.Principal} is not a member of {right.Role}";
        return reading.Sessions > 0 && sessionsMatter
            ? new(closing.Grant, Presence.CannotTell, EvidenceKind.None, reading.Sessions, null, null, $"{words}, but {reading.Sessions} sessions are open that may be from before.")
            : new(closing.Grant, Presence.Absent, EvidenceKind.Observed, reading.Sessions, null, null, $"{words}; {reading.Sessions} sessions are open.");
    }
}
