using System.Text.Json;

namespace JitPortal.Domain.Audit;

/// <summary>What a record says beyond the columns that project it.</summary>
/// <param name="Person">Whom it is about, where that is not the actor.</param>
/// <param name="Facts">Its facts by name, numbers as text.</param>
public sealed record LeafReading(Guid? Person, Guid? Target, IReadOnlyDictionary<string, string> Facts)
{
    public Guid? Entitlement { get; init; }

    /// <summary>The names of its personal values; the values stand beside the log.</summary>
    public IReadOnlyList<string> Personal { get; init; } = [];

    /// <exception cref="JsonException">These are not the bytes of a record.</exception>
    /// <exception cref="InvalidOperationException">The record has another shape.</exception>
    /// <exception cref="FormatException">One of its ids is none.</exception>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public static LeafReading Of(byte[] leaf)
    {
        using var record = JsonDocument.Parse(leaf);
        var facts = record.RootElement.TryGetProperty("data", out var data)
            ? data.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal)
            : [];
        return new LeafReading(Id(record.RootElement, "person"), Id(record.RootElement, "target"), facts)
        {
            Entitlement = Id(record.RootElement, "entitlement"),
            Personal = record.RootElement.TryGetProperty("personal", out var personal) ? [.. personal.EnumerateObject().Select(p => p.Name)] : [],
        };
    }

    /// <returns><see langword="null"/> for bytes that are no record: somebody changed them behind the chain's back, and the verifier names them.</returns>
    public static LeafReading? TryOf(byte[] leaf)
    {
        try
        {
            return Of(leaf);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static Guid? Id(JsonElement record, string name) => record.TryGetProperty(name, out var id) ? Guid.Parse(id.GetString()!) : null;
}
