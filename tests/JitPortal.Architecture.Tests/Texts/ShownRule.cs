using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitPortal.Architecture.Tests.Texts;

/// <summary>A refusal's and a mistake's <c>Message</c> is the English of the record; a page shows <c>Shown</c>.</summary>
internal static class ShownRule
{
    public static Rule Rule { get; } = new("shown", tree => tree.CSharp("src/JitPortal.Web").Where(f => f.Is(".razor.cs")).SelectMany(Check));

    private static IEnumerable<Finding> Check(SourceFile file) => file.All<MemberAccessExpressionSyntax>().Select(access => access.Name)
        .Concat(file.All<MemberBindingExpressionSyntax>().Select(access => access.Name))
        .Where(name => name.Identifier.Text == "Message" && !IsOfException(name))
        .Select(name => file.Found(name, "is the English of the record: show .Shown."));

    private static bool IsOfException(SyntaxNode name) =>
        name.Parent is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "e" or "failure" } };
}
