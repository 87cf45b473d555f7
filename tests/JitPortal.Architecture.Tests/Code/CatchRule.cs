using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitPortal.Architecture.Tests.Code;

/// <summary>
/// Catching everything hides bugs, so it is left to the edge of a job or a circuit, where it becomes a visible failure;
/// those files are in exceptions.txt. A filter that names the expected types, or asks a function of the exception that does,
/// makes a catch narrow.
/// </summary>
internal static class CatchRule
{
    public static Rule Rule { get; } = new("broad-catch", tree => tree.CSharp("src").SelectMany(Check));

    private static IEnumerable<Finding> Check(SourceFile file) =>
        from clause in file.All<CatchClauseSyntax>()
        where clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception" or "System.Exception"
        where clause.Filter is null || !IsNarrow(clause.Filter.FilterExpression)
        select file.Found(clause, "catches everything: name the exceptions that are expected here.");

    private static bool IsNarrow(ExpressionSyntax filter) => filter switch
    {
        ParenthesizedExpressionSyntax inner => IsNarrow(inner.Expression),
        InvocationExpressionSyntax asked => asked.ArgumentList.Arguments.Count > 0,
        IsPatternExpressionSyntax pattern => !pattern.Pattern.IsKind(SyntaxKind.NotPattern) || IsNarrow(pattern.Expression),
        BinaryExpressionSyntax binary => binary.Kind() switch
        {
            SyntaxKind.IsExpression => true,
            SyntaxKind.LogicalAndExpression => IsNarrow(binary.Left) || IsNarrow(binary.Right),
            SyntaxKind.LogicalOrExpression => IsNarrow(binary.Left) && IsNarrow(binary.Right),
            _ => false,
        },
        _ => false,
    };
}
