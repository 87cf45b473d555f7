using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace JitPortal.Domain.Texts;

/// <summary>
/// What the compiler makes of <c>T($"ends {end:0.#} for {who}")</c>: the key <c>ends {0:0.#} for {1}</c>, in which a translation may change
/// the order of its holes, and what goes into them.
/// </summary>
[InterpolatedStringHandler]
public readonly ref struct TextHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder key = new(literalLength + (3 * formattedCount));
    private readonly List<object?> values = new(formattedCount);

    public string Key => key.ToString();

    public void AppendLiteral(string value) => key.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    public void AppendFormatted(object? value, int alignment = 0, string? format = null)
    {
        key.Append('{').Append(CultureInfo.InvariantCulture, $"{values.Count}");
        if (alignment != 0)
            key.Append(CultureInfo.InvariantCulture, $",{alignment}");
        if (format is not null)
            key.Append(':').Append(format);
        key.Append('}');
        values.Add(value);
    }

    public void AppendFormatted(object? value, string format) => AppendFormatted(value, 0, format);

    internal string Fill(string translated) =>
        string.Format(CultureInfo.CurrentCulture, translated, [.. values.Select(value => value is Said said ? said.Shown : value)]);

    internal string InEnglish() =>
        string.Format(CultureInfo.InvariantCulture, Key, [.. values.Select(value => value is Said said ? said.English : value)]);
}
