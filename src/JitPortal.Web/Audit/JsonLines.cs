using System.Text.Json;
using JitPortal.Application.Audit;

namespace JitPortal.Web.Audit;

/// <summary>One object a line; the last one is the control total.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static async Task WriteAsync(Stream body, ExportList list, ControlTotal log, DateTimeOffset takenAt, CancellationToken ct)
    {
        var rows = 0L;
        await foreach (var row in list.Rows(log).WithCancellation(ct))
        {
            await LineAsync(body, list.Columns.Zip(row).Where(cell => cell.Second is not null).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal), ct);
            rows++;
        }
        await LineAsync(body, new { total = new { rows, log, takenAt = takenAt.ToUniversalTime() } }, ct);
    }

    private static async Task LineAsync<T>(Stream body, T line, CancellationToken ct)
    {
        await JsonSerializer.SerializeAsync(body, line, Web, ct);
        await body.WriteAsync("\n"u8.ToArray(), ct);
    }
}
