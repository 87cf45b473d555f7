using JitPortal.Domain.Policies;

namespace JitPortal.Web.Policies;

/// <summary>The four effects, in the order people read them.</summary>
internal static class RuleWords
{
    public static IReadOnlyList<(string Kind, string Word, string Icon, string Meaning)> Effects { get; } =
    [
        ("refuse", "Refuse", "stop", "Always wins, wherever it is written."),
        ("require", "Require", "plus", "Every way gets this on top."),
        ("automatic", "Automatic", "zap", "A way without a person."),
        ("ask", "Ask", "user", "A way that people have to agree to."),
    ];

    public static string Of(string kind) => Effects.FirstOrDefault(effect => effect.Kind == kind).Word ?? kind;

    public static string IconOf(string kind) => Effects.FirstOrDefault(effect => effect.Kind == kind).Icon ?? "dots";

    /// <summary>"2 refuse, 1 ask" for a list.</summary>
    public static string Count(IReadOnlyList<RuleKind> rules) =>
        string.Join(", ", rules.GroupBy(rule => rule).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));
}
