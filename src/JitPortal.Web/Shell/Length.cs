using JitPortal.Domain.Time;

namespace JitPortal.Web.Shell;

/// <summary>Elapsed and remaining time, as exact as somebody who waits needs it.</summary>
public static class Length
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>"45 s", "41 min", "1 h 5 min": whole minutes from the first minute on, rounded down.</summary>
    public static string Words(TimeSpan length) =>
        DurationText.Format(length < Minute ? length : TimeSpan.FromMinutes(Math.Floor(length.TotalMinutes)));

    /// <summary>"41 min left"; seconds only in the last two minutes, where they matter.</summary>
    public static string Left(TimeSpan left) => left switch
    {
        _ when left <= TimeSpan.Zero => T("no time left"),
        _ when left < 2 * Minute => T($"{(int)Math.Ceiling(left.TotalSeconds)} s left"),
        _ => T($"{Words(left)} left"),
    };
}
