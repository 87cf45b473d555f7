using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JitPortal.Domain.Targets;

/// <summary>The texts of a form and the JSON object that a connector reads, one made from the other by the kind's own fields.</summary>
public static class SettingValues
{
    /// <summary>
    /// The object: what is empty is left out, so that the connector's default counts. What does not fit its type is passed on
    /// as text, and the connector says at which field.
    /// </summary>
    /// <param name="values">By name of the field; a name that no field has is ignored.</param>
    public static string Write(IReadOnlyList<SettingField> fields, IReadOnlyDictionary<string, string> values)
    {
        var written = new JsonObject();
        foreach (var field in fields)
        {
            if (values.TryGetValue(field.Name, out var text) && !string.IsNullOrWhiteSpace(text))
                written[field.Name] = Node(field.Type, text.Trim());
        }
        return written.ToJsonString();
    }

    /// <returns>The text of each field that the object has; empty for what is no object.</returns>
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyList<SettingField> fields, string json)
    {
        if (Parse(json) is not { } read)
            return new Dictionary<string, string>(StringComparer.Ordinal);
        return fields
            .Where(field => read[field.Name] is not null)
            .ToDictionary(field => field.Name, field => Text(read[field.Name]!), StringComparer.Ordinal);
    }

    /// <summary>The fields that say where a target is and differ between two settings of it.</summary>
    public static IReadOnlyList<SettingField> MovedAddress(IReadOnlyList<SettingField> fields, string before, string after)
    {
        var (was, becomes) = (Read(fields, before), Read(fields, after));
        return [.. fields.Where(field => field.IsAddress && Counting(field, was) != Counting(field, becomes))];
    }

    private static string? Counting(SettingField field, IReadOnlyDictionary<string, string> values) => values.GetValueOrDefault(field.Name, field.Default ?? "");

    private static JsonNode Node(SettingType type, string text) => type switch
    {
        SettingType.Whole when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        SettingType.Flag when bool.TryParse(text, out var flag) => JsonValue.Create(flag),
        SettingType.Texts => new JsonArray([.. Lines(text).Select(line => JsonValue.Create(line))]),
        _ => JsonValue.Create(text),
    };

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Text(JsonNode node) => node switch
    {
        JsonArray items => string.Join('\n', items.Select(item => item?.ToString())),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "true" : "false",
        _ => node.ToString(),
    };

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
