using System.Text.Json;

namespace JitPortal.Domain.Audit;

/// <summary>What a record says beyond the columns that project it.</summary>
/// <param name="Person">Whom it is about, where that is not the actor.</param>
/// <param name="Facts">Its facts by name, numbers as text.</param>
public sealed record LeafReading(Guid? Person, Guid? Target, IReadOnlyDictionary<string, string> Facts)
{
    /// <exception cref="JsonException">These are not the bytes of a record.</exception>
    /// <exception cref="InvalidOperationException">The record has another shape.</exception>
    /// <exception cref="FormatException">One of its ids is none.</exception>
    public static LeafReading Of(byte[] leaf)
    {
        using var record = JsonDocument.Parse(leaf);
        var facts = record.RootElement.TryGetProperty("data", out var data)
            ? data.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal)
            : [];
        return new LeafReading(Id(record.RootElement, "person"), Id(record.RootElement, "target"), facts);
    }

    private static Guid? Id(JsonElement record, string name) => record.TryGetProperty(name, out var id) ? Guid.Parse(id.GetString()!) : null;
}
