using System.Text.RegularExpressions;

namespace JitPortal.Domain.Policies;

/// <summary>
/// A regular expression that the whole of a text must match, as administrators write it. It runs in time linear in the text
/// (no backtracking; look-around and back-references do not exist), so no text can make a decision slow. Equal by its text.
/// </summary>
public sealed class Pattern : IEquatable<Pattern>
{
    /// <summary>Characters of a pattern: 200.</summary>
    public const int Longest = 200;

    /// <summary>How often a part may be repeated by a number, nested repeats multiplied: 1,000. Each repeat is built in memory.</summary>
    private const int MostRepeats = 1_000;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(1);

    private readonly Lazy<Regex?> regex;

    /// <param name="text">Anything; <see cref="WhyUnusable"/> says whether it can be used.</param>
    public Pattern(string text)
    {
        Text = text;
        regex = new Lazy<Regex?>(() => WhyTooMuch() is null ? Parse() : null);
    }

    public string Text { get; }

    /// <returns>What is wrong with it, in words; <see langword="null"/> where it can be used.</returns>
    public string? WhyUnusable() => WhyTooMuch()
        ?? (regex.Value is null ? "This is not a pattern that can be used: write a regular expression without look-around and back-references, for example “CHG-[0-9]+”." : null);

    /// <returns>Whether the whole of the text matches; never for a pattern that cannot be used.</returns>
    public bool Matches(string text) => regex.Value is { } usable && usable.IsMatch(text);

    public bool Equals(Pattern? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Pattern);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;

    private string? WhyTooMuch()
    {
        if (Text.Length is 0 or > Longest)
            return $"Write a pattern of 1 to {Longest} characters.";
        return Repeats() > MostRepeats ? $"Numbers of repeats may multiply to at most {MostRepeats:N0}." : null;
    }

    // {3}, {3,}, {2,5}: multiplied as if each stood inside the one before, which is the most it can come to.
    private double Repeats() => Regex.Matches(Text, @"\{(?<least>[0-9]+),?(?<most>[0-9]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeOut)
        .Aggregate(1.0, (product, repeat) => product * Math.Max(1, Number(repeat.Groups["most"] is { Length: > 0 } most ? most : repeat.Groups["least"])));

    private static double Number(Group digits) => double.Parse(digits.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    private Regex? Parse()
    {
        try
        {
            _ = new Regex(Text, Options, TimeOut);   // by itself first: a bracket too many would close the one around it
            return new Regex($@"\A(?:{Text})\z", Options, TimeOut);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
