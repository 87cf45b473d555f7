using System.Globalization;
using System.Text;

namespace JitPortal.Web.Tests.Intake;

/// <summary>Values that programs send by mistake or on purpose, from one seed.</summary>
/// <param name="known">Ids that exist and belong to somebody else, or that can be asked for.</param>
internal sealed class HostileValues(Random random, string[] known)
{
    private static readonly string[] Texts =
    [
        "", " ", "0", "-1", "null", "true", "1h", "20m", "2h30", "PT1H", "PT90M", "P1D", "P99999999D", "9999999d", "-PT1H", "1e9", "1h 1h", "NaN",
        "approve", "deny", "APPROVE", "orders-db:read", "stock-db:read", "stock-db:deploy", "ledger-db:write", ":", "::", "a:b:c",
        "' OR 1=1 --", "\"; DROP TABLE requests; --", "<script>alert(1)</script>", "../../etc/passwd", "%00", "\0", "\u0007", "\u001b[31m", "\r\nX-Injected: 1",
        "💣", "\u202e", "\ufeff", "é́́́", "İstanbul", "ﬃ", "\ud83d", "\udc00x", "{}", "[]", "{{7*7}}", "${jndi:ldap://x}", "ssh-ed25519 AAAA", "ssh-ed25519 " + "QUFB",
        "00000000-0000-0000-0000-000000000000", "Check stuck refunds", "Check stuck refunds", "Check stuck refunds",
    ];

    public bool Often() => random.Next(3) > 0;

    public HttpMethod Method(HttpMethod usual) =>
        random.Next(40) == 0 ? new HttpMethod(Pick(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"])) : usual;

    public string Path(string template)
    {
        if (!template.Contains("{id}", StringComparison.Ordinal))
            return template;
        var id = random.Next(6) switch
        {
            0 => Uri.EscapeDataString(WellFormed(Text()).Replace("\0", "", StringComparison.Ordinal)),   // Kestrel refuses such a path before anything of ours sees it, and the test's client will not send it
            1 => Guid.NewGuid().ToString(Pick(["N", "D", "B", "P"])),
            2 => Guid.Empty.ToString(),
            _ => Pick(known),
        };
        return template.Replace("{id}", id, StringComparison.Ordinal);
    }

    public string Query(IReadOnlyList<string> names)
    {
        var chosen = names.Where(_ => Often()).Concat(random.Next(10) == 0 ? ["unknown"] : Array.Empty<string>()).ToList();
        return chosen.Count == 0 || random.Next(2) == 0 ? "" : "?" + string.Join('&', chosen.Select(name => $"{name}={Uri.EscapeDataString(WellFormed(random.Next(2) == 0 ? Number() : Text()))}"));
    }

    public string Header() => new string([.. WellFormed(Text()).Where(c => c is >= ' ' and not '\u007f')]) + (random.Next(2) == 0 ? "" : random.Next().ToString(CultureInfo.InvariantCulture));

    /// <summary>Sometimes no JSON at all; mostly an object with the right names and wrong values, wrong names, or both.</summary>
    public byte[] Body(IReadOnlyList<string> names) => random.Next(12) switch
    {
        0 => Bytes(random.Next(200)),
        1 => Encoding.UTF8.GetBytes(Json(names)[..^1]),
        2 => Encoding.UTF8.GetBytes(new string('[', random.Next(1, 5_000))),
        3 => Encoding.UTF8.GetBytes(Value(0)),
        _ => Encoding.UTF8.GetBytes(Json(names)),
    };

    private string Json(IReadOnlyList<string> names)
    {
        var fields = names.Where(_ => random.Next(8) > 0).Select(name => $"{Quoted(name)}:{(random.Next(4) == 0 ? Value(0) : Likely(name))}").ToList();
        if (random.Next(6) == 0)
            fields.Insert(random.Next(fields.Count + 1), $"{Quoted(Text())}:{Value(0)}");
        if (random.Next(15) == 0 && fields.Count > 0)
            fields.Add(fields[0]);
        return $"{{{string.Join(',', fields)}}}";
    }

    private string Likely(string name) => name switch
    {
        "entitlement" => Quoted(Pick([.. known, "stock-db:read", "stock-db:deploy", "ledger-db:write"])),
        "duration" or "by" => Quoted(Pick(["20m", "1h", "PT30M", "1m", "30d"])),
        "decision" => Quoted(Pick(["approve", "deny"])),
        "publicKey" or "ticket" => "null",
        "emergency" or "withoutStepUp" => "false",
        _ => Quoted("Check stuck refunds"),
    };

    private string Value(int depth) => random.Next(depth > 3 ? 5 : 8) switch
    {
        0 => "null",
        1 => Pick(["true", "false"]),
        2 => Number(),
        3 or 4 => Quoted(random.Next(30) == 0 ? new string('x', random.Next(100_000)) : Text()),
        5 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth + 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => $"{Quoted(Text())}:{Value(depth + 1)}"))}}}",
    };

    private string Number() => Pick(["0", "1", "-1", "50", "201", "2147483648", "-9223372036854775809", "1e400", "0.1", "1E-7", "99999999999999999999999999"]);

    private string Text() => random.Next(10) == 0 ? string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(0x10000))) : Pick(Texts);

    /// <summary>As a program writes it; half a character only as an escape, which JSON lets through.</summary>
    private static string Quoted(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
            json.Append(c < ' ' || c is '"' or '\\' || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString());
        return json.Append('"').ToString();
    }

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(T[] some) => some[random.Next(some.Length)];
}
