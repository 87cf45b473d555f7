using JitPortal.Web.Shell;

namespace JitPortal.Web.Targets;

/// <summary>Whether a target answers, as a word, an icon and a colour.</summary>
internal static class TargetHealthWords
{
    public static (string Word, string Icon, Tone Tone) Of(string? unavailable, DateTimeOffset? failingSince, DateTimeOffset? lastOkAt) =>
        unavailable is not null || failingSince is not null ? (T("Fails"), "warn", Tone.Bad)
        : lastOkAt is null ? (T("Not used yet"), "dots", Tone.Neutral)
        : (T("Answers"), "check", Tone.Good);
}
