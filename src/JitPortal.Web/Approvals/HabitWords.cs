using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain.Time;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Approvals;

/// <summary>How a request compares with what its requester usually does, short enough for a chip.</summary>
public static class HabitWords
{
    public static Chip Of(ApprovalItem item) => item.Habit.Familiarity switch
    {
        Familiarity.Like when item.Habit.LikeLast == 1 => new(T("Like the last one"), "check", Tone.Good),
        Familiarity.Like => new(T($"Like last {item.Habit.LikeLast}"), "check", Tone.Good),
        Familiarity.First => new(T("First time"), "eye", Tone.Info),
        _ => new(T("Unusual"), "warn", Tone.Waiting),
    };

    /// <summary>The rule behind "Like last 9", for whoever wonders.</summary>
    public static string Rule => T("The same resource and role, no longer than before, and within two hours of a usual time of day.");

    /// <summary>"usually 45 min"; "never before".</summary>
    public static string Length(ApprovalItem item) => item.Habit.UsualLength is { } usual ? T($"usually {DurationText.Format(usual)}") : T("never before");

    public static string Role(ApprovalItem item) => item.Habit.Same.Count switch
    {
        0 => T("never before"),
        1 => T("as once before"),
        var times => T($"as {times} times before"),
    };
}
