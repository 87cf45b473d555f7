using System.Text;

namespace JitPortal.Domain.Targets;

/// <summary>What a target says, made fit to be kept in every database: a sentence that cannot be stored would keep its outcome from being stored too (I-18).</summary>
public static class TargetText
{
    /// <summary>The longest that is kept, in characters: 2,000.</summary>
    public const int Longest = 2_000;

    /// <returns>The text, cut with an ellipsis; what no database takes (NUL, half a character) stands as the replacement character.</returns>
    public static string Of(string text)
    {
        var kept = text.Length > Longest ? $"{text[..(Longest - 1)]}…" : text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(kept)).Replace('\0', '\uFFFD');
    }
}
