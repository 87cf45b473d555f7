using System.Globalization;

namespace JitPortal.Application.Requests;

/// <summary>The short number that people quote.</summary>
internal static class RequestNumber
{
    private const string Prefix = "REQ-";

    /// <summary>"REQ-1042"</summary>
    public static string Of(long number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");

    /// <summary>1042 for "req-1042".</summary>
    /// <returns><see langword="null"/> for any other text.</returns>
    public static long? Parse(string text) =>
        text.Trim() is var number && number.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && long.TryParse(number.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : null;
}
