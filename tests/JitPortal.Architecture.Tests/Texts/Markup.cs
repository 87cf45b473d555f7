namespace JitPortal.Architecture.Tests.Texts;

internal enum MarkupKind
{
    /// <summary>Literal text, in an element or in an attribute's value.</summary>
    Text,

    /// <summary>C# whose value is shown: <c>@name</c>, <c>@(a ? b : c)</c>.</summary>
    Expression,

    /// <summary>Anything else that ends a run of text: a tag's name, an attribute's name, a statement.</summary>
    Other,
}

/// <summary>A piece of a .razor file.</summary>
/// <param name="Element">The element that it stands in, or whose tag it is part of.</param>
/// <param name="Attribute">The attribute whose value it is part of.</param>
internal readonly record struct MarkupPiece(MarkupKind Kind, int Start, int End, string Element, string? Attribute);

/// <summary>
/// A reading of .razor files that is good enough to tell text from everything else. The compiler's own is not ours to call, and what this one
/// does not understand it takes for text, which is then reported.
/// </summary>
internal sealed class Markup
{
    private static readonly HashSet<string> Directives = new(StringComparer.Ordinal)
        { "page", "using", "attribute", "layout", "inherits", "inject", "typeparam", "implements", "namespace", "rendermode", "preservewhitespace" };

    private static readonly HashSet<string> Statements = new(StringComparer.Ordinal)
        { "if", "foreach", "for", "while", "switch", "lock", "try", "code", "functions" };

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
        { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr" };

    private readonly List<MarkupPiece> pieces = [];
    private readonly Stack<string> elements = new();
    private readonly Code code;
    private readonly string text;
    private int at;

    private Markup(string text)
    {
        this.text = text;
        code = new Code(text);
    }

    private char Current => at < text.Length ? text[at] : '\0';

    private string Element => elements.TryPeek(out var element) ? element : "";

    public static IReadOnlyList<MarkupPiece> Read(string text)
    {
        var markup = new Markup(text);
        while (markup.at < text.Length)
            markup.Content(attribute: null, end: '\0');
        return markup.pieces;
    }

    private bool Is(string word) => string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    private void Add(MarkupKind kind, int start, string? attribute = null)
    {
        if (at > start)
            pieces.Add(new MarkupPiece(kind, start, at, Element, attribute));
    }

    /// <summary>One piece of content; inside an attribute's value there are no tags, and its quote ends the text.</summary>
    private void Content(string? attribute, char end)
    {
        var start = at;
        if (Is("@*"))
            at = text.IndexOf("*@", at, StringComparison.Ordinal) is var close and >= 0 ? close + 2 : text.Length;
        else if (Current == '@' && !Is("@@"))
            Transition(attribute);
        else if (attribute is null && Is("<!--"))
            at = text.IndexOf("-->", at, StringComparison.Ordinal) is var close and >= 0 ? close + 3 : text.Length;
        else if (attribute is null && Current == '<' && (char.IsLetter(Next) || Next is '/' or '!'))
            Tag();
        else
            Literal(attribute, end);
        if (at == start)
            at++;
    }

    /// <summary>The sign of <c>you@laptop</c>, which begins no C#.</summary>
    private bool IsAddress => at > 0 && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(Next);

    private char Next => at + 1 < text.Length ? text[at + 1] : '\0';

    private void Literal(string? attribute, char end)
    {
        var start = at;
        at += Is("@@") ? 2 : 1;
        while (at < text.Length && Current != end && (Current != '@' || IsAddress) && (attribute is not null || Current != '<'))
            at++;
        Add(MarkupKind.Text, start, attribute);
    }

    private void Transition(string? attribute)
    {
        var start = at++;
        var word = code.WordAt(at);
        if (Directives.Contains(word) && !(word == "using" && text[(at + word.Length)..].TrimStart().StartsWith('(')))
        {
            at = code.EndOfLine(at);
            Add(MarkupKind.Other, start);
        }
        else if (Current == '{' || Statements.Contains(word))
        {
            Add(MarkupKind.Other, start);
            Statement();
        }
        else
        {
            at = code.ExpressionEnd(at);
            Add(MarkupKind.Expression, start, attribute);
        }
    }

    /// <summary>From its first word to the end of its block, with those that carry it on: <c>if (…) { … } else { … }</c>.</summary>
    private void Statement()
    {
        do
        {
            var start = at;
            at = code.StatementHeadEnd(at);
            Add(MarkupKind.Other, start);
            if (Current == '{')
                Block();
        }
        while (Continues());
    }

    private bool Continues()
    {
        var next = code.SkipBlank(at);
        if (code.WordAt(next) is not ("else" or "catch" or "finally"))
            return false;
        at = next;
        return true;
    }

    private void Block()
    {
        at++;
        while (at < text.Length)
        {
            at = code.SkipBlank(at);
            if (Current == '}')
            {
                at++;
                return;
            }

            if (Current == '<' && (char.IsLetter(Next) || Next == '!'))
                WholeElement();
            else if (Is("@*"))
                Content(attribute: null, end: '\0');
            else if (Current == '@')
                Content(attribute: null, end: '\0');
            else
                InCode();
        }
    }

    /// <summary>A statement inside a block; a template in it, <c>@&lt;b&gt;…&lt;/b&gt;</c>, is markup again.</summary>
    private void InCode()
    {
        var start = at;
        at = code.StatementHeadEnd(at);
        Add(MarkupKind.Other, start);
        if (Current == '{')
            Block();
        else if (Current == '@')
        {
            at++;
            WholeElement();
        }
    }

    private void WholeElement()
    {
        var depth = elements.Count;
        do
            Content(attribute: null, end: '\0');
        while (at < text.Length && elements.Count > depth);
    }

    private void Tag()
    {
        var start = at++;
        var closes = Current == '/';
        if (closes)
            at++;
        var nameStart = at;
        while (char.IsLetterOrDigit(Current) || Current is '-' or '.' or ':' or '!')
            at++;
        var name = text[nameStart..at];
        if (!closes)
            elements.Push(name);
        Add(MarkupKind.Other, start);
        while (at < text.Length && Current != '>' && !Is("/>"))
            Attribute();
        if (Is("/>") || closes || Void.Contains(name) || name.StartsWith('!'))
            elements.TryPop(out _);
        at += Is("/>") ? 2 : 1;
    }

    private void Attribute()
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(Current) && Current is not ('=' or '>') && !Is("/>"))
            at++;
        var name = text[start..at];
        Add(MarkupKind.Other, start);
        if (Current == '=' && Next is '"' or '\'')
        {
            var quote = Next;
            at += 2;
            while (at < text.Length && Current != quote)
                Content(name, quote);
        }
        if (at < text.Length && Current != '>' && !Is("/>"))
            at++;
    }
}
