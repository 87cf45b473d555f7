using System.Text.Json;
using JitPortal.Storage.Audit;

namespace JitPortal.Application.Audit;

/// <summary>Compares what one record says with what is stored beside it: its columns and its personal values.</summary>
internal static class RecordCheck
{
    /// <returns>What is wrong, in words; <see langword="null"/> when all agrees.</returns>
    public static string? Problem(AuditRow row, Guid installation, PersonalCheck personal)
    {
        try
        {
            using var leaf = JsonDocument.Parse(row.Leaf);
            var record = leaf.RootElement;
            if (record.ValueKind != JsonValueKind.Object)
                return Unreadable(row);
            return Agrees(row, record, installation) ? personal.Problem(row, record) : $"Event {row.Sequence}: its columns do not say what its record says.";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Unreadable(row);   // not JSON, or a text that is no text
        }
    }

    /// <summary>A text of the record; of anything but a text its raw form, which no id and no type is like.</summary>
    public static string? Text(JsonElement record, string name) => record.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
        : null;

    /// <summary>The columns only repeat what the record says; a column that differs was changed behind the chain's back.</summary>
    private static bool Agrees(AuditRow row, JsonElement record, Guid installation) =>
        Text(record, "installation") == installation.ToString("N")
        && Text(record, "type") == row.Type
        && record.TryGetProperty("at", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out var ms) && ms == row.At.ToUnixTimeMilliseconds()
        && Text(record, "actor") == row.ActorId?.ToString("N")
        && Text(record, "request") == row.RequestId?.ToString("N")
        && Text(record, "grant") == row.GrantId?.ToString("N");

    private static string Unreadable(AuditRow row) => $"Event {row.Sequence}: its record cannot be read.";
}
