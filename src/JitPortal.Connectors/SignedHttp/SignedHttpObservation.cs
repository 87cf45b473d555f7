using System.Globalization;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>What a service says of one access.</summary>
/// <param name="Present">The login has the role.</param>
/// <param name="Ours">It has it because of this grant.</param>
/// <param name="Sessions">Sessions of the login that are open.</param>
internal sealed record Reading(bool Present, bool Ours, int Sessions, DateTimeOffset? NativeEnd);

/// <summary>Says in the portal's words what a service answered. It is the service's own word: nobody can look behind it from here.</summary>
internal static class SignedHttpObservation
{
    public static Observation Of(Closing closing, Reading? reading, SignedHttpSettings settings)
    {
        if (reading is null)
            return new(closing.Grant, Presence.CannotTell, EvidenceKind.None, null, null, null, "The service said nothing about this access.");

        var sessions = string.Create(CultureInfo.InvariantCulture, $"{reading.Sessions} sessions are open");
        if (reading.Present)
        {
            var kept = closing.KeepRight || !reading.Ours;
            var words = $"The service shows that {closing.Principal} has it{(reading.Ours ? "" : ", and not by this grant")}; {sessions}.";
            return new(closing.Grant, Presence.Present, kept ? EvidenceKind.Kept : EvidenceKind.None, reading.Sessions, reading.NativeEnd, null, words);
        }

        return settings.EndsSessions && reading.Sessions > 0 && !closing.KeepRight
            ? new(closing.Grant, Presence.CannotTell, EvidenceKind.None, reading.Sessions, null, null, $"The service shows that {closing.Principal} does not have it any more, but {sessions}.")
            : new(closing.Grant, Presence.Absent, EvidenceKind.Observed, reading.Sessions, null, null, $"The service was read without it: {closing.Principal} does not have it; {sessions}.");
    }
}
