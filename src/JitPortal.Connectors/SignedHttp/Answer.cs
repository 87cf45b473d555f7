using System.Globalization;
using System.Text.Json;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>
/// One object of a service's answer, read field by field. What is missing or of another type is named with its path; fields
/// nobody asked for are left alone, so that a service can say more than this portal knows.
/// </summary>
internal readonly struct Answer
{
    private readonly JsonElement element;
    private readonly string path;

    private Answer(JsonElement element, string path) => (this.element, this.path) = (element, path);

    /// <exception cref="TargetException">It is no JSON object.</exception>
    public static Answer Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var root = JsonElement.ParseValue(ref reader);
            return root.ValueKind == JsonValueKind.Object ? new Answer(root, "") : throw Unusable("it is not a JSON object");
        }
        catch (JsonException)
        {
            throw Unusable("it is not JSON");
        }
    }

    public string Text(string field) => Need(field, JsonValueKind.String, "a text").GetString()!;

    public bool Flag(string field) => Get(field) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : throw Wrong(field, "true or false");

    /// <summary>A whole number from zero on.</summary>
    public int Count(string field) =>
        Get(field) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= 0 ? number : throw Wrong(field, "a whole number from 0 on");

    /// <returns><see langword="null"/> where the field is null or absent.</returns>
    public string? OptionalText(string field) => Get(field) is null ? null : Text(field);

    /// <inheritdoc cref="OptionalText"/>
    public DateTimeOffset? OptionalInstant(string field) => Get(field) is null ? null : Instant(field);

    // 2026-11-20T12:30:00Z
    public DateTimeOffset Instant(string field) =>
        DateTimeOffset.TryParse(Text(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw Wrong(field, "an instant such as 2026-11-20T12:30:00Z");

    public IReadOnlyList<Answer> Items(string field)
    {
        var where = path;
        return [.. Need(field, JsonValueKind.Array, "a list").EnumerateArray().Select((item, i) =>
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{where}{field}[{i}]");
            return item.ValueKind == JsonValueKind.Object ? new Answer(item, at + ".") : throw Unusable($"{at} is not an object");
        })];
    }

    private JsonElement Need(string field, JsonValueKind kind, string words) => Get(field) is { } value && value.ValueKind == kind ? value : throw Wrong(field, words);

    private JsonElement? Get(string field) => element.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private TargetException Wrong(string field, string words) => Unusable($"{path}{field} is missing or not {words}");

    private static TargetException Unusable(string why) => new(Fault.Rejected, $"The service's answer cannot be used: {why}.");
}
