using JitPortal.Domain.Time;

namespace JitPortal.Web.Targets;

/// <summary>How long access can outlive its end, as a sentence; a target may have no limit at all.</summary>
public static class ResidualWords
{
    private static readonly TimeSpan Unlimited = TimeSpan.FromDays(365);

    public static bool IsUnlimited(TimeSpan residual) => residual >= Unlimited;

    /// <returns><see langword="null"/> where nothing outlives the end.</returns>
    public static string? Of(TimeSpan residual) => residual switch
    {
        _ when residual <= TimeSpan.Zero => null,
        _ when residual >= Unlimited => T("A session that is open at the end goes on until it is closed: this target cannot cut it."),
        _ => T($"A session that is open at the end can last {DurationText.Format(residual)} longer."),
    };
}
