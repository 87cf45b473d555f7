namespace JitPortal.Architecture.Tests.Texts;

/// <summary>Where a piece of C# inside markup ends.</summary>
internal sealed class Code(string text)
{
    public int SkipBlank(int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    public int EndOfLine(int at) => text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;

    public string WordAt(int at) => text[at..WordEnd(at)];

    /// <summary>Of <c>name.Other(…)[…]?.More</c> or <c>(…)</c>.</summary>
    public int ExpressionEnd(int at)
    {
        if (At(at) == '(')
            return Past(at);
        at = WordEnd(at);
        while (true)
        {
            if (At(at) is '(' or '[')
                at = Past(at);
            else if (At(at) == '.' && IsWord(At(at + 1)))
                at = WordEnd(at + 1);
            else if (At(at) == '?' && At(at + 1) == '.' && IsWord(At(at + 2)))
                at = WordEnd(at + 2);
            else if (At(at) == '!' && At(at + 1) is '.' or '(' or '[')
                at++;
            else
                return at;
        }
    }

    /// <summary>Past the statement, or at the brace or the template that it leads to.</summary>
    public int StatementHeadEnd(int at)
    {
        var isLabel = WordAt(at) is "case" or "default";
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '{' or '}':
                    return at;
                case ';':
                    return at + 1;
                case ':' when isLabel:
                    return at + 1;
                case '@' when At(at + 1) == '<':
                    return at;
                case '(' or '[' or '"' or '\'' or '/':
                    at = Past(at);
                    break;
                default:
                    at++;
                    break;
            }
        }
        return at;
    }

    /// <summary>Past what opens here: a bracket with everything in it, a text, a comment, or a single sign.</summary>
    private int Past(int at) => text[at] switch
    {
        '(' or '[' or '{' => PastBracket(at),
        '"' => PastText(at),
        '\'' => text.IndexOf('\'', at + (At(at + 1) == '\\' ? 3 : 2)) + 1,
        '/' when At(at + 1) == '/' => EndOfLine(at),
        _ => at + 1,
    };

    private int PastBracket(int at)
    {
        at++;
        while (at < text.Length && text[at] is not (')' or ']' or '}'))
            at = Past(at);
        return at + 1;
    }

    /// <summary>With the holes of <c>$"… {a["b"]}"</c>, which may have texts of their own.</summary>
    private int PastText(int at)
    {
        var interpolated = At(at - 1) == '$';
        at++;
        while (at < text.Length && text[at] != '"')
        {
            at = (text[at], At(at + 1)) switch
            {
                ('\\', _) => at + 2,
                ('{', '{') when interpolated => at + 2,
                ('{', _) when interpolated => PastBracket(at),
                _ => at + 1,
            };
        }
        return at + 1;
    }

    private int WordEnd(int at)
    {
        while (IsWord(At(at)))
            at++;
        return at;
    }

    private char At(int at) => at >= 0 && at < text.Length ? text[at] : '\0';

    private static bool IsWord(char sign) => char.IsLetterOrDigit(sign) || sign == '_';
}
