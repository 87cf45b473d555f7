using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace JitPortal.Domain.Texts;

/// <summary>
/// What somebody who reads a text gets to see of it. A reason made of characters that take no room is none, and does not count towards
/// the length that a policy asks for.
/// </summary>
public static class Written
{
    /// <summary>Nothing, blanks, or only characters that take no room, for example U+200B (zero width space).</summary>
    public static bool IsBlank([NotNullWhen(false)] string? text) => Length(text) == 0;

    /// <summary>UTF-16 units, without blanks around the text and without what takes no room.</summary>
    public static int Length(string? text)
    {
        var (length, blanks) = (0, 0);
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (!TakesRoom(rune))
                continue;
            if (Rune.IsWhiteSpace(rune))
            {
                blanks += length == 0 ? 0 : rune.Utf16SequenceLength;
                continue;
            }
            length += blanks + rune.Utf16SequenceLength;
            blanks = 0;
        }
        return length;
    }

    /// <summary>
    /// Formatting characters take none, nor do those that Unicode says are to be ignored where they cannot be shown
    /// (Default_Ignorable_Code_Point): the Hangul fillers and variation selectors. The blank Braille pattern looks like nothing, too.
    /// </summary>
    private static bool TakesRoom(Rune rune) =>
        rune.IsAscii
        || (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format
            && rune.Value is not (0x034F or 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0 or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF)));
}
