using System.Buffers;
using System.Globalization;
using System.Text;

namespace JitPortal.Domain.Audit;

/// <summary>
/// RFC 8785 (JSON Canonicalization Scheme) for the part of JSON the audit log uses: objects, strings and whole numbers.
/// The bytes are stored as they are; nothing is ever serialised again to verify.
/// </summary>
/// <remarks>Sample: <c>{"at":1795600000000,"data":{"lease":"1"},"type":"grant.active","v":1}</c></remarks>
public sealed class CanonicalJson
{
    /// <summary>The largest whole number that every JSON reader keeps exactly (RFC 8785 §3.2.2.3, RFC 7493 §2.2).</summary>
    public const long LargestNumber = 9_007_199_254_740_991;

    // A record has a dozen members: sorting a list once is cheaper than keeping a tree.
    private readonly List<(string Name, string Json)> members = [];

    public CanonicalJson Add(string name, string value) => AddRaw(name, Quote(value));

    /// <exception cref="ArgumentOutOfRangeException">Beyond ±2^53-1, where readers would disagree.</exception>
    public CanonicalJson Add(string name, long value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestNumber);
        ArgumentOutOfRangeException.ThrowIfLessThan(value, -LargestNumber);
        return AddRaw(name, value.ToString(CultureInfo.InvariantCulture));
    }

    public CanonicalJson Add(string name, CanonicalJson value) => AddRaw(name, value.ToString());

    /// <summary>Object text with members in UTF-16 code unit order and no white space.</summary>
    public override string ToString()
    {
        members.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        var text = new StringBuilder(256).Append('{');
        foreach (var (name, json) in members)
            (text.Length == 1 ? text : text.Append(',')).Append(Quote(name)).Append(':').Append(json);
        return text.Append('}').ToString();
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    /// <exception cref="ArgumentException">The name is there already.</exception>
    private CanonicalJson AddRaw(string name, string json)
    {
        if (members.Exists(m => m.Name == name))
            throw new ArgumentException($"“{name}” is there already.", nameof(name));
        members.Add((name, json));
        return this;
    }

    private static readonly SearchValues<char> NeedEscape = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (char)i), '"', '\\', .. Enumerable.Range(0xD800, 0x800).Select(i => (char)i)]);

    private static string Quote(string text)
    {
        if (!text.AsSpan().ContainsAny(NeedEscape))
            return "\"" + text + "\"";
        var quoted = new StringBuilder(text.Length + 8).Append('"');
        for (var i = 0; i < text.Length; i++)
            i += AppendEscaped(quoted, text, i);
        return quoted.Append('"').ToString();
    }

    /// <returns>How many further characters were consumed.</returns>
    private static int AppendEscaped(StringBuilder to, string text, int at)
    {
        var c = text[at];
        if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            to.Append(c).Append(text[at + 1]);
            return 1;
        }
        // A lone surrogate is not text and has no UTF-8 form; it becomes the replacement character so that equal records stay equal.
        _ = c switch
        {
            _ when char.IsSurrogate(c) => to.Append('\uFFFD'),
            '"' => to.Append("\\\""),
            '\\' => to.Append("\\\\"),
            '\b' => to.Append("\\b"),
            '\t' => to.Append("\\t"),
            '\n' => to.Append("\\n"),
            '\f' => to.Append("\\f"),
            '\r' => to.Append("\\r"),
            < ' ' => to.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            _ => to.Append(c),
        };
        return 0;
    }
}
