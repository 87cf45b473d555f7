using JitPortal.Domain.Time;

namespace JitPortal.Web.Targets;

/// <summary>How long access can outlive its end, as a sentence; a target may have no limit at all, and it may not be known.</summary>
public static class ResidualWords
{
    private static readonly TimeSpan Unlimited = TimeSpan.FromDays(365);

    public static bool IsUnlimited(TimeSpan residual) => residual >= Unlimited;

    /// <returns><see langword="null"/> where nothing outlives the end.</returns>
    public static string? Of(TimeSpan? known) => known switch
    {
        null => T("What becomes of a session that is open at the end is not known: the portal cannot use this target as it is."),
        { } residual when residual <= TimeSpan.Zero => null,
        { } residual when IsUnlimited(residual) => T("A session that is open at the end goes on until it is closed: this target cannot cut it."),
        { } residual => T($"A session that is open at the end can last {DurationText.Format(residual)} longer."),
    };
}
