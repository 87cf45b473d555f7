using System.Xml.Linq;

namespace JitPortal.Architecture.Tests.Texts;

/// <summary>A .resx file: texts by name.</summary>
internal static class ResxFile
{
    public const string English = "src/JitPortal.Domain/Texts/Texts.resx";

    public static IReadOnlyList<(string Name, string Value)> Read(string text) =>
    [
        .. XDocument.Parse(text, LoadOptions.PreserveWhitespace).Root!.Elements("data").Select(data => (data.Attribute("name")!.Value, data.Element("value")!.Value)),
    ];

    /// <summary>As JitPortal.Domain.Texts.Text.NameOf has it, and in the one order that two people's changes are merged in.</summary>
    public static string Of(IEnumerable<string> texts) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <!-- Written by the architecture tests: see "Texts" in CONTRIBUTING.md. -->
        <root>
          <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
          <resheader name="version"><value>2.0</value></resheader>
          <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms</value></resheader>
          <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms</value></resheader>
        {string.Join('\n', texts.Distinct(StringComparer.Ordinal).OrderBy(NameOf, StringComparer.Ordinal).Select(Entry))}
        </root>

        """;

    public static string NameOf(string text) => text.Length > 0 && char.IsLower(text[0]) ? "…" + text : text;

    private static string Entry(string text)
    {
        var data = new XElement("data", new XAttribute("name", NameOf(text)), new XAttribute(XNamespace.Xml + "space", "preserve"), new XElement("value", text));
        return "  " + data.ToString(SaveOptions.DisableFormatting);
    }
}
