using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace JitPortal.Architecture.Tests;

/// <summary>A text file of the repository; the C# in it is parsed once, on first use.</summary>
/// <param name="path">From the top of the repository, with forward slashes.</param>
internal sealed class SourceFile(string path, Func<string> read)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None);

    private readonly Lazy<string> text = new(read);
    private SyntaxNode? root;

    public string Path { get; } = path;

    public string Text => text.Value;

    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    public SyntaxNode Root => root ??= CSharpSyntaxTree.ParseText(Text, Options, Path).GetRoot();

    public bool Is(string extension) => Path.EndsWith(extension, StringComparison.Ordinal);

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public IEnumerable<T> All<T>() where T : SyntaxNode => Root.DescendantNodes().OfType<T>();

    public Finding Found(SyntaxNodeOrToken where, string words) =>
        new(Path, where.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1, words);

    public Finding Found(string words) => new(Path, 0, words);
}
