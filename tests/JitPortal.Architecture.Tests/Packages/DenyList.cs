using System.Globalization;

namespace JitPortal.Architecture.Tests.Packages;

/// <summary>The checked-in list of package versions that must not be resolved: known holes, licences, things we do without.</summary>
internal sealed record DenyList(IReadOnlyList<DenyList.Entry> Entries)
{
    /// <param name="Range"><c>*</c>, or comparisons that all have to hold: <c>&gt;= 3.0.0, &lt; 3.1.2</c>, as advisories write them.</param>
    internal sealed record Entry(string Package, string Range, string Reason)
    {
        public bool Matches(string package, string version) =>
            string.Equals(package, Package, StringComparison.OrdinalIgnoreCase) &&
            (Range == "*" || Range.Split(',', StringSplitOptions.TrimEntries).All(comparison => Holds(comparison, version)));

        private static bool Holds(string comparison, string version)
        {
            if (comparison.Split(' ') is not [var sign, var limit])
                throw new FormatException($"'{comparison}' is not a comparison such as '< 1.2.3'.");

            var order = Order(version).CompareTo(Order(limit));
            return sign switch
            {
                "<" => order < 0,
                "<=" => order <= 0,
                "=" => order == 0,
                ">=" => order >= 0,
                ">" => order > 0,
                _ => throw new FormatException($"'{sign}' is not one of < <= = >= >."),
            };
        }
    }

    /// <param name="text">One entry a line: <c>Newtonsoft.Json | &lt; 13.0.1 | GHSA-5crp-9r3c-p9vr</c>.</param>
    public static DenyList Parse(string text) => new([.. Table.Read(text).Select(cells => new Entry(cells[0], cells[1], cells[2]))]);

    public IEnumerable<Entry> Against(string package, string version) => Entries.Where(e => e.Matches(package, version));

    /// <summary>As far as the list compares versions: numbers, and a preview (0) comes before what it previews (1).</summary>
    private static (Version Numbers, int Final) Order(string version)
    {
        var parts = version.Split('+')[0].Split('-', 2);
        var n = parts[0].Split('.').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).Concat([0, 0, 0]).ToArray();
        return (new Version(n[0], n[1], n[2], n[3]), parts.Length > 1 ? 0 : 1);
    }
}
