using JitPortal.Domain.Policies;

namespace JitPortal.Web.Policies;

/// <summary>The four effects, in the order people read them.</summary>
internal static class RuleWords
{
    public static IReadOnlyList<(string Kind, string Word, string Icon, string Meaning)> Effects =>
    [
        ("refuse", T("Refuse"), "stop", T("Always wins, wherever it is written.")),
        ("require", T("Require"), "plus", T("Every way gets this on top.")),
        ("automatic", T("Automatic"), "zap", T("A way without a person.")),
        ("ask", T("Ask"), "user", T("A way that people have to agree to.")),
    ];

    public static string Of(string kind) => Effects.FirstOrDefault(effect => effect.Kind == kind).Word ?? kind;

    public static string IconOf(string kind) => Effects.FirstOrDefault(effect => effect.Kind == kind).Icon ?? "dots";

    /// <summary>"2 refuse, 1 ask" for a list.</summary>
    public static string Count(IReadOnlyList<RuleKind> rules) =>
        string.Join(", ", rules.GroupBy(rule => rule).OrderBy(group => group.Key).Select(group => Count(group.Key, group.Count())));

    private static string Count(RuleKind kind, int count) => kind switch
    {
        RuleKind.Refuse => T($"{count} refuse"),
        RuleKind.Require => T($"{count} require"),
        RuleKind.Automatic => T($"{count} automatic"),
        _ => T($"{count} ask"),
    };
}
