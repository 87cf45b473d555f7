using System.Globalization;
using JitPortal.TestKit.Portal;

namespace JitPortal.TestKit.Lists;

/// <summary>Where the two databases spell it differently; <c>i</c> counts the rows that are made up.</summary>
/// <param name="Instant">An instant <c>i</c> seconds after one; in the text, <c>{0}</c> is a column with it.</param>
internal sealed record Dialect(string IdOf, string Instant)
{
    public static Dialect Of(DatabaseKind kind) => kind == DatabaseKind.Sqlite
        ? new("printf('%08X-0000-7000-8000-%012X', i, {0})", "({0} + i * 1000)")
        : new("(lpad(to_hex(i), 8, '0') || '-0000-7000-8000-' || lpad(to_hex({0}), 12, '0'))::uuid", "({0} + i * interval '1 second')");

    /// <summary>The id of the <c>i</c>-th row of a table, which has a number of its own.</summary>
    public string Id(int table) => string.Format(CultureInfo.InvariantCulture, IdOf, table);

    public string Later(string column) => string.Format(CultureInfo.InvariantCulture, Instant, column);
}
