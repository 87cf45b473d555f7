using System.Globalization;
using System.Text;
using JitPortal.Application.Audit;

namespace JitPortal.Web.Audit;

/// <summary>RFC 4180 with a control total as its last line.</summary>
/// <remarks>A spreadsheet runs what begins like a formula, wherever it comes from: such a cell gets an apostrophe in front (OWASP, CSV injection).</remarks>
internal static class CsvList
{
    private const string Formula = "=+-@\t\r\n＝＋－＠";

    public static async Task WriteAsync(Stream body, ExportList list, ControlTotal log, DateTimeOffset takenAt, CancellationToken ct)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await LineAsync(text, list.Columns, ct);
        var rows = 0L;
        await foreach (var row in list.Rows(log).WithCancellation(ct))
        {
            await LineAsync(text, row, ct);
            rows++;
        }
        await LineAsync(text, [Total(rows, log, takenAt)], ct);
    }

    public static string Cell(string? value)
    {
        var safe = value is { Length: > 0 } && Formula.Contains(value[0], StringComparison.Ordinal) ? "'" + value : value ?? "";
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Begins with # so that it is told apart from the rows.</summary>
    private static string Total(long rows, ControlTotal log, DateTimeOffset takenAt) => string.Create(
        CultureInfo.InvariantCulture,
        $"# {rows} rows; log: {log.Records} records, {log.First} to {log.Last}, {log.Missing} missing, end of the chain {log.Head}; taken {takenAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");

    private static Task LineAsync(StreamWriter text, IEnumerable<string?> cells, CancellationToken ct) =>
        text.WriteAsync((string.Join(',', cells.Select(Cell)) + "\r\n").AsMemory(), ct);
}
