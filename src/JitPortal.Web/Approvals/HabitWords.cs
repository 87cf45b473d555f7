using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain.Time;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Approvals;

/// <summary>How a request compares with what its requester usually does, short enough for a chip.</summary>
public sealed record HabitWords(string Word, string Icon, Tone Tone)
{
    public static HabitWords Of(ApprovalItem item) => item.Habit.Familiarity switch
    {
        Familiarity.Like when item.Habit.LikeLast == 1 => new("Like the last one", "check", Tone.Good),
        Familiarity.Like => new($"Like last {item.Habit.LikeLast}", "check", Tone.Good),
        Familiarity.First => new("First time", "eye", Tone.Info),
        _ => new("Unusual", "warn", Tone.Waiting),
    };

    /// <summary>The rule behind "Like last 9", for whoever wonders.</summary>
    public const string Rule = "The same resource and role, no longer than before, and within two hours of a usual time of day.";

    /// <summary>"usually 45 min"; "never before".</summary>
    public static string Length(ApprovalItem item) => item.Habit.UsualLength is { } usual ? $"usually {DurationText.Format(usual)}" : "never before";

    public static string Role(ApprovalItem item) => item.Habit.Same.Count switch
    {
        0 => "never before",
        1 => "as once before",
        var times => $"as {times} times before",
    };
}
