using JitPortal.Domain;
using JitPortal.Domain.Texts;

namespace JitPortal.Application.Intake;

/// <summary>What every text from outside must be, in one place.</summary>
public static class TextCheck
{
    /// <summary>Characters in a reason, a finding or an explanation: 2,000.</summary>
    public const int LongestReason = 2_000;

    /// <param name="longest">In characters.</param>
    public static IEnumerable<FieldError> Mistakes(string field, string text, int longest)
    {
        if (text.Length > longest)
            yield return new FieldError(field, Both($"Use at most {longest} characters; these are {text.Length}."));
        else if (text.Any(c => char.IsControl(c) && c is not '\n' and not '\r' and not '\t') || !IsWellFormed(text))
            yield return new FieldError(field, Both("Use plain text: control characters and broken characters cannot be stored."));
    }

    /// <summary>As <see cref="Mistakes"/>, and there has to be one.</summary>
    /// <param name="whenEmpty">What to say, and who will read it.</param>
    public static IEnumerable<FieldError> Required(string field, string text, int longest, Said whenEmpty) =>
        Written.IsBlank(text) ? [new FieldError(field, whenEmpty)] : Mistakes(field, text, longest);

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text, i))
                return false;
            i++;
        }
        return true;
    }
}
