using System.Globalization;
using System.Text;

namespace JitPortal.Domain.Texts;

/// <summary>
/// A language that nobody speaks, to look at the pages in: each text stands between ⟦ and ⟧, so that one that was left out is seen;
/// accented, so that a font without them is seen; and about a third longer, as German and Finnish are, so that what has no room is seen.
/// </summary>
public static class PseudoLocale
{
    /// <summary>The name that is commonly used for it; no person's browser asks for it.</summary>
    public const string Name = "qps-Ploc";

    private const string Plain = "ACDEGHILNORSTUWYZacdeghilnorstuwyz";
    private const string Accented = "ÁĆĎÉĞĤÍĽŃÓŔŚŤÚŴÝŹáćďéğĥíľńóŕśťúŵýź";
    private const string Vowels = "aeiouAEIOU";

    public static bool Is(CultureInfo language) => string.Equals(language.Name, Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The holes, <c>{0}</c>, are left as they are.</summary>
    public static string Of(string english)
    {
        var text = new StringBuilder("⟦", english.Length * 2);
        var inHole = false;
        foreach (var letter in english)
        {
            inHole = letter == '{' || (inHole && letter != '}');
            var shown = !inHole && Plain.IndexOf(letter, StringComparison.Ordinal) is var at and >= 0 ? Accented[at] : letter;
            text.Append(shown);
            if (!inHole && Vowels.Contains(letter, StringComparison.Ordinal))
                text.Append(char.ToLowerInvariant(shown));
        }
        return text.Append('⟧').ToString();
    }
}
