using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitPortal.Architecture.Tests.Texts;

/// <summary>A call of <c>T</c> or <c>Both</c> in the source.</summary>
/// <param name="Key">What it looks up; <see langword="null"/> where the text is not written out.</param>
internal sealed record TextCall(SourceFile File, int Line, string? Key);

/// <summary>
/// Every text that the source asks for, with its holes numbered as JitPortal.Domain.Texts.TextHandler numbers them:
/// <c>T($"ends {end:0.#} for {who}")</c> is <c>ends {0:0.#} for {1}</c>.
/// </summary>
internal static class TextCalls
{
    private const string Definition = "src/JitPortal.Domain/Texts";

    public static IEnumerable<TextCall> Of(Tree tree) => tree.CSharp("src").Where(f => !f.IsUnder(Definition)).SelectMany(InCode)
        .Concat(tree.Files.Where(f => f.Is(".razor") && f.IsUnder("src")).SelectMany(InMarkup));

    private static IEnumerable<TextCall> InCode(SourceFile file) => file.All<InvocationExpressionSyntax>().Where(Asks)
        .Select(call => new TextCall(file, call.GetLocation().GetLineSpan().StartLinePosition.Line + 1, KeyOf(call)));

    /// <summary>Read from the T on, as an expression.</summary>
    private static IEnumerable<TextCall> InMarkup(SourceFile file)
    {
        for (var at = file.Text.IndexOf("T(", StringComparison.Ordinal); at >= 0; at = file.Text.IndexOf("T(", at + 1, StringComparison.Ordinal))
        {
            if (at > 0 && (char.IsLetterOrDigit(file.Text[at - 1]) || file.Text[at - 1] is '_' or '.'))
                continue;
            if (SyntaxFactory.ParseExpression(file.Text, at, consumeFullText: false).DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(call => call.SpanStart == 0 && Asks(call)) is { } found)
                yield return new TextCall(file, file.Text.AsSpan(0, at).Count('\n') + 1, KeyOf(found));
        }
    }

    private static bool Asks(InvocationExpressionSyntax call) => call.Expression is IdentifierNameSyntax { Identifier.Text: "T" or "Both" };

    private static string? KeyOf(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [{ Expression: var text }] && Pieces(text) is { } pieces ? Joined(pieces) : null;

    /// <summary>A literal, an interpolated one, or several of one kind joined by a plus: of two kinds, the compiler fills the holes before T is called.</summary>
    private static List<SyntaxNode>? Pieces(ExpressionSyntax text) => text switch
    {
        LiteralExpressionSyntax literal when literal.Token.Value is string => [literal],
        InterpolatedStringExpressionSyntax interpolated => [.. interpolated.Contents],
        ParenthesizedExpressionSyntax inner => Pieces(inner.Expression),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) && Pieces(sum.Left) is { } left && Pieces(sum.Right) is { } right
            && left.Concat(right).Select(piece => piece is LiteralExpressionSyntax).Distinct().Count() < 2 => [.. left, .. right],
        _ => null,
    };

    private static string Joined(List<SyntaxNode> pieces)
    {
        var holes = 0;
        var key = string.Concat(pieces.Select(piece => piece switch
        {
            InterpolationSyntax hole => $"{{{holes++}{(hole.AlignmentClause is { } wide ? $",{wide.Value}" : "")}{(hole.FormatClause is { } format ? $":{format.FormatStringToken.ValueText}" : "")}}}",
            InterpolatedStringTextSyntax plain => plain.TextToken.ValueText,
            var literal => ((LiteralExpressionSyntax)literal).Token.ValueText,
        }));
        // Without a hole it is a constant, and T(string) is called.
        return holes == 0 && pieces.All(piece => piece is InterpolatedStringTextSyntax)
            ? key.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
            : key;
    }
}
