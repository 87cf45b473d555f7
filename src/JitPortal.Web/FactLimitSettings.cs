using System.Globalization;
using JitPortal.Application.Policies;

namespace JitPortal.Web;

/// <summary>How long the policies may rely on what a source stated.</summary>
internal static class FactLimitSettings
{
    public const string SignIn = "Facts:SignIn";

    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(30);

    /// <exception cref="CannotStartException">A limit is not a time from 1 minute to 30 days.</exception>
    public static FactLimits Read(IConfiguration configuration) => configuration[SignIn] switch
    {
        null or "" => FactLimits.Usual,
        // “12” would be read as 12 days.
        var text when text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var limit) && limit >= Least && limit <= Most => new FactLimits(limit),
        var text => throw new CannotStartException($"{SignIn}: “{text}” is not a time. Write for example 12:00:00, from 00:01:00 to 30.00:00:00."),
    };
}
