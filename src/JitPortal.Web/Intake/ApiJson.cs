using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using JitPortal.Domain;
using JitPortal.Domain.Time;

namespace JitPortal.Web.Intake;

/// <summary>
/// How the API reads and writes JSON. Reading is strict: a field that is not known is refused by name, never skipped. A field that a body
/// needs and that is left out is null all the same, so that whoever reads it can name it together with the other mistakes.
/// </summary>
internal static class ApiJson
{
    private const int Deepest = 8;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        MaxDepth = Deepest,
        Converters = { Words() },
    };

    public static JsonStringEnumConverter Words() => new(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    /// <returns><see cref="Refusal.Invalid"/> on the field that is unknown, there twice or of the wrong type.</returns>
    public static Outcome<T> Read<T>(ReadOnlySpan<byte> body)
        where T : class
    {
        if (body.IsEmpty)
            return new Refusal.Invalid("body", "A JSON object is needed here.");
        try
        {
            return JsonSerializer.Deserialize<T>(body, Strict) is { } value ? value : new Refusal.Invalid("body", "A JSON object is needed here, not null.");
        }
        catch (JsonException broken)
        {
            // The serialiser's own message speaks of .NET types; its path is what the caller can use.
            var field = (broken.Path ?? "$").TrimStart('$').TrimStart('.');
            return field.Length == 0
                ? new Refusal.Invalid("body", "This is not a JSON object with known fields, each there once.")
                : new Refusal.Invalid(field, $"“{field}” is not a field of this call, is there twice, or is of the wrong type.");
        }
    }

    /// <summary>Lengths are written as ISO 8601, <c>PT1H30M</c>.</summary>
    public static string Write(TimeSpan duration) => XmlConvert.ToString(duration);

    /// <returns><see cref="Refusal.Invalid"/> on <paramref name="field"/> for a text that is no length, or none.</returns>
    public static Outcome<TimeSpan> Duration(string field, string? text) => DurationText.Parse(text) switch
    {
        { Succeeded: true, Value: var duration } => duration,
        _ => new Refusal.Invalid(field, DurationText.Accepted),   // without the text: it may be long and anything
    };
}
