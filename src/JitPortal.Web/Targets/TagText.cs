namespace JitPortal.Web.Targets;

/// <summary>Tags as people type them: "env:prod, team:shop".</summary>
internal static class TagText
{
    public static IReadOnlyList<string> Split(string text) =>
        [.. text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
