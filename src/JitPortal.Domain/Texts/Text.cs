using System.Globalization;
using System.Resources;

namespace JitPortal.Domain.Texts;

/// <summary>
/// What a person reads, in the language they read: the English sentence is its own key, so that the source stays readable. Used by
/// <c>using static</c>. Whatever is stored, logged or answered to a machine does not go through here and stays English.
/// </summary>
public static class Text
{
    private static readonly ResourceManager Resources = new("JitPortal.Domain.Texts.Texts", typeof(Text).Assembly);

    /// <param name="english">A literal: what is not written out in the source cannot be collected into <c>Texts.resx</c>.</param>
    public static string T(string english) => Translated(english);

    /// <inheritdoc cref="T(string)"/>
    public static string T(TextHandler english) => english.Fill(Translated(english.Key));

    /// <inheritdoc cref="T(string)"/>
    public static Said Both(string english) => new(english, Translated(english));

    /// <inheritdoc cref="T(string)"/>
    public static Said Both(TextHandler english)
    {
        var recorded = english.InEnglish();
        return new Said(recorded, IsEnglish(CultureInfo.CurrentUICulture) ? recorded : english.Fill(Translated(english.Key)));
    }

    /// <summary>
    /// The name of a text in a .resx file. Two names there must not differ in case alone, so a text that begins with a small letter, mostly a
    /// part of a sentence, has an ellipsis before it.
    /// </summary>
    public static string NameOf(string english) => english.Length > 0 && char.IsLower(english[0]) ? "…" + english : english;

    /// <summary>English, the pseudo-locale, or a language that a <c>Texts.….resx</c> is for.</summary>
    public static bool IsWrittenIn(CultureInfo language) =>
        IsEnglish(language) || PseudoLocale.Is(language) || Resources.GetResourceSet(language, createIfNotExists: true, tryParents: false) is not null;

    private static bool IsEnglish(CultureInfo language) => language.TwoLetterISOLanguageName is "en" or "iv";

    private static string Translated(string english)
    {
        var language = CultureInfo.CurrentUICulture;
        if (IsEnglish(language))
            return english;
        return PseudoLocale.Is(language) ? PseudoLocale.Of(english) : Resources.GetString(NameOf(english), language) ?? english;
    }
}
