using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;

namespace JitPortal.TestKit.Portal;

/// <summary>
/// Looks for a value in bytes in every form in which it could have leaked: plain, UTF-16, escaped for JSON or a URL, as hex or
/// as base64, also when it stands in the middle of something that was encoded as a whole.
/// </summary>
public sealed class Canary
{
    private readonly IReadOnlyList<(string Form, byte[] Bytes)> forms;

    public Canary(string value)
    {
        Value = value;
        var utf8 = Encoding.UTF8.GetBytes(value);
        forms =
        [
            ("plain", utf8),
            ("utf-16", Encoding.Unicode.GetBytes(value)),
            ("utf-16 big endian", Encoding.BigEndianUnicode.GetBytes(value)),
            ("json", Ascii(JavaScriptEncoder.Default.Encode(value))),
            ("relaxed json", Encoding.UTF8.GetBytes(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value))),
            ("url", Ascii(Uri.EscapeDataString(value))),
            ("form", Ascii(System.Net.WebUtility.UrlEncode(value))),
            ("html", Ascii(System.Net.WebUtility.HtmlEncode(value))),
            ("hex", Ascii(Convert.ToHexStringLower(utf8))),
            ("HEX", Ascii(Convert.ToHexString(utf8))),
            .. Enumerable.Range(0, 3).Select(offset => ($"base64 at {offset}", Ascii(Inside(Convert.ToBase64String, utf8, offset)))),
            .. Enumerable.Range(0, 3).Select(offset => ($"base64url at {offset}", Ascii(Inside(bytes => Base64Url.EncodeToString(bytes), utf8, offset)))),
        ];
    }

    public string Value { get; }

    /// <returns>The form in which the value is there; <see langword="null"/> when it is not.</returns>
    public string? FindIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var (form, wanted) in forms)
        {
            if (bytes.IndexOf(wanted) >= 0)
                return form;
        }
        return null;
    }

    public string? FindIn(string text) => FindIn(Encoding.UTF8.GetBytes(text));

    /// <returns>Every place that holds the value, with the form.</returns>
    public IReadOnlyList<string> FindIn(IEnumerable<Cell> cells) =>
        [.. cells.Select(cell => (cell, form: FindIn(cell.Bytes))).Where(hit => hit.form is not null).Select(hit => $"{hit.cell} ({hit.form})")];

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    /// <summary>The characters that stand for the value alone, whatever stands before and after it.</summary>
    private static string Inside(Func<byte[], string> encode, byte[] value, int offset)
    {
        var encoded = encode([.. new byte[offset], .. value]).TrimEnd('=');
        var (first, last) = ((offset * 8 + 5) / 6, (offset + value.Length) * 8 / 6);
        return encoded[first..last];
    }
}
