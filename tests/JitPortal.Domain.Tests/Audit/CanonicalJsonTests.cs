using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using JitPortal.Domain.Audit;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Audit;

/// <summary>Against RFC 8785 (JSON Canonicalization Scheme), for the part of JSON the log uses: objects, strings, whole numbers.</summary>
public sealed class CanonicalJsonTests
{
    /// <summary>RFC 8785 §3.2.2: the sample's string member.</summary>
    [Fact]
    public void ToString_SampleStringOfTheRfc_IsEscapedAsThere() =>
        new CanonicalJson().Add("string", "€$\u000f\nA'B\"\\\\\"/").ToString().ShouldBe("{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");

    /// <summary>RFC 8785 §3.2.3: names are sorted by UTF-16 code units, so a surrogate pair stands before U+FB33.</summary>
    [Fact]
    public void ToString_SampleNamesOfTheRfc_AreInTheOrderGivenThere()
    {
        var json = new CanonicalJson()
            .Add("\u20ac", "Euro Sign").Add("\r", "Carriage Return").Add("\ufb33", "Hebrew Letter Dalet With Dagesh").Add("1", "One")
            .Add("\ud83d\ude00", "Emoji: Grinning Face").Add("\u0080", "Control").Add("\u00f6", "Latin Small Letter O With Diaeresis");

        using var read = JsonDocument.Parse(json.ToString());

        read.RootElement.EnumerateObject().Select(p => p.Value.GetString()).ShouldBe(
        [
            "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
        ]);
    }

    /// <summary>RFC 8785 §3.2.2.2: the short forms where there are any, \u00xx for the other controls, all else as it is.</summary>
    [Fact]
    public void ToString_EveryCharacterBelow128_HasItsOneForm()
    {
        for (var c = '\0'; c < 128; c++)
        {
            var expected = c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                < ' ' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            };
            new CanonicalJson().Add("c", c.ToString()).ToString().ShouldBe($"{{\"c\":\"{expected}\"}}");
        }
    }

    [Fact]
    public void ToString_WholeNumbers_AreWrittenPlainInEveryCulture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE") { NumberFormat = { NegativeSign = "−" } };
        new CanonicalJson().Add("n", -1_000_000).Add("z", 0).Add("m", CanonicalJson.LargestNumber).ToString().ShouldBe("{\"m\":9007199254740991,\"n\":-1000000,\"z\":0}");
        CultureInfo.CurrentCulture = before;
    }

    [Theory]
    [InlineData(CanonicalJson.LargestNumber + 1)]
    [InlineData(-CanonicalJson.LargestNumber - 1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Add_NumberThatReadersWouldNotKeep_Throws(long number) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new CanonicalJson().Add("n", number));

    [Fact]
    public void Add_NameTwice_Throws() => Should.Throw<ArgumentException>(() => new CanonicalJson().Add("n", 1).Add("n", "again"));

    [Fact]
    public void ToString_NestedAndEmpty_HaveNoWhiteSpace() =>
        new CanonicalJson().Add("b", new CanonicalJson()).Add("a", new CanonicalJson().Add("y", "1").Add("x", 2)).ToString().ShouldBe("{\"a\":{\"x\":2,\"y\":\"1\"},\"b\":{}}");

    [Theory]
    [InlineData("\ud83d")]
    [InlineData("\ude00")]
    [InlineData("a\ud83db")]
    [InlineData("\ude00\ud83d")]
    public void ToBytes_LoneSurrogate_IsStillUtf8(string text)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        strict.GetString(new CanonicalJson().Add("t", text).ToBytes()).ShouldContain("\ufffd");
    }

    /// <summary>Whatever is written, another reader reads back; and the order of adding is not seen.</summary>
    [Fact]
    public void ToBytes_AnyMembers_AreReadBackAndDoNotDependOnTheirOrder() =>
        Gen.Dictionary(Gen.String.Where(IsText), Gen.String.Where(IsText))[0, 8].Sample(members =>
        {
            var (forward, backward) = (new CanonicalJson(), new CanonicalJson());
            foreach (var (name, value) in members)
                forward.Add(name, value);
            foreach (var (name, value) in members.Reverse())
                backward.Add(name, value);
            using var read = JsonDocument.Parse(forward.ToBytes());
            return forward.ToBytes().AsSpan().SequenceEqual(backward.ToBytes())
                && read.RootElement.EnumerateObject().All(p => members[p.Name] == p.Value.GetString())
                && read.RootElement.EnumerateObject().Select(p => p.Name).SequenceEqual(members.Keys.Order(StringComparer.Ordinal));
        });

    private static bool IsText(string text) => new CanonicalJson().Add("t", text).ToString().Contains('\ufffd') == text.Contains('\ufffd');
}
