using JitPortal.Web.Shell;

namespace JitPortal.Web.Targets;

/// <summary>Whether a target answers, as a word, an icon and a colour.</summary>
internal static class TargetHealthWords
{
    public static Chip Of(string? unavailable, DateTimeOffset? failingSince, DateTimeOffset? lastOkAt) =>
        unavailable is not null || failingSince is not null ? new(T("Fails"), "warn", Tone.Bad)
        : lastOkAt is null ? new(T("Not used yet"), "dots", Tone.Neutral)
        : new(T("Answers"), "check", Tone.Good);
}
