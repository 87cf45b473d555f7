using JitPortal.Web.Requests;

namespace JitPortal.Web.Approvals;

/// <summary>The usual reasons for a no, and the usual shorter lengths for a yes.</summary>
public static class Denials
{
    public const string Other = "Other";

    private static readonly IReadOnlyList<TimeSpan> Short = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)];

    /// <summary>What is recorded is English, whoever reads it later; what is chosen from is in the language of whoever chooses.</summary>
    public static IReadOnlyList<(string Reason, string Shown)> Reasons =>
    [
        ("Ask for less", T("Ask for less")),
        ("Wrong person", T("Wrong person")),
        ("No ticket", T("No ticket")),
        ("Do it in business hours", T("Do it in business hours")),
        (Other, T("Other")),
    ];

    /// <returns>What the requester reads; empty where a reason is missing, which the use case refuses.</returns>
    public static string Words(string why, string text) => why == Other || why.Length == 0
        ? text.Trim()
        : string.IsNullOrWhiteSpace(text) ? $"{why}." : $"{why}. {text.Trim()}";

    /// <summary>Longest first.</summary>
    public static IReadOnlyList<TimeSpan> Shorter(TimeSpan asked) => [.. LengthChoice.Presets.Concat(Short).Where(length => length < asked).OrderDescending()];
}
