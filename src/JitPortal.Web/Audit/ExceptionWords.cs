using JitPortal.Application.Audit;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Audit;

/// <summary>A kind of exception as a word, an icon and a colour.</summary>
public static class ExceptionWords
{
    public static Chip Of(ExceptionKind kind) => kind switch
    {
        ExceptionKind.NotOver => new(T("Not over"), "warn", Tone.Bad),
        ExceptionKind.NotEvidenced => new(T("Not evidenced"), "warn", Tone.Bad),
        ExceptionKind.ForceClosed => new(T("Closed by hand"), "warn", Tone.Bad),
        ExceptionKind.PublishedAlone => new(T("Published alone"), "shield", Tone.Waiting),
        ExceptionKind.ByStandIn => new(T("By a stand-in"), "users", Tone.Info),
        ExceptionKind.Late => new(T("Late"), "clock", Tone.Waiting),
        ExceptionKind.EmergencyNotReviewed => new(T("Emergency not reviewed"), "warn", Tone.Bad),
        ExceptionKind.EmergencyDisputed => new(T("Emergency disputed"), "warn", Tone.Bad),
        ExceptionKind.Stopped => new(T("Stopped"), "stop", Tone.Info),
        ExceptionKind.SetAside => new(T("Set aside"), "warn", Tone.Bad),
        ExceptionKind.ClockConfirmed => new(T("Clock confirmed"), "clock", Tone.Info),
        ExceptionKind.Erased => new(T("Erased"), "x", Tone.Info),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    /// <summary>"not-over": how the address names it.</summary>
    public static string Key(ExceptionKind kind) => string.Concat(kind.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    /// <summary>A record says what it is; a comparison of times has its own sentence.</summary>
    public static string Said(ExceptionLine line) => line.Sequence is null ? line.Words : EventWords.Of(line.Words);
}
