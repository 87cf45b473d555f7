using JitPortal.Architecture.Tests.Code;
using JitPortal.Architecture.Tests.Docs;
using JitPortal.Architecture.Tests.Layout;
using JitPortal.Architecture.Tests.Packages;
using JitPortal.Architecture.Tests.References;
using JitPortal.Architecture.Tests.Texts;
using JitPortal.Architecture.Tests.Types;

namespace JitPortal.Architecture.Tests;

internal static class Rules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        ReferenceRules.Rule,
        .. FolderRules.All,
        .. SizeRules.All,
        .. CodeRules.All,
        CatchRule.Rule,
        IconRule.Rule,
        .. TypeRules.All,
        .. AsyncRules.All,
        DenyListRule.Rule,
        NoticeRule.Rule,
        ProofsRule.Rule,
        TextsRule.Rule,
        LiteralTextRule.Rule,
        ShownRule.Rule,
    ];

    public static Rule Named(string name) => All.Single(r => r.Name == name);
}
