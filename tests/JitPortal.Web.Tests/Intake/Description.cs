using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace JitPortal.Web.Tests.Intake;

/// <summary>The API's own description, to hold against what it takes and answers.</summary>
internal sealed class Description(JsonElement document)
{
    private const string Id = "[0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}";

    public static async Task<Description> ReadAsync(ApiClient caller) => new((await caller.GetAsync("/openapi/v1.json")).Json);

    /// <summary>The schema of the body that a call takes, such as <c>post /api/v1/requests</c>.</summary>
    public JsonElement Body(string call) =>
        Resolve(Operation(call.Split(' ')[0], call.Split(' ')[1])!.Value.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));

    /// <summary>In which ways the answer is not as described; nothing of an address that is not described.</summary>
    public IReadOnlyList<string> Mistakes(HttpMethod method, string path, ApiAnswer answer)
    {
        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        if (Operation(method.Method.ToLowerInvariant(), path.Split('?')[0]) is not { } operation)
            return [];
        if (!operation.GetProperty("responses").TryGetProperty(status, out var response))
            return [$"{status} is not described"];
        return response.GetProperty("content").TryGetProperty(answer.ContentType ?? "", out var content)
            ? [.. Mistakes(content.GetProperty("schema"), answer.Json, status)]
            : [$"{status} is not described as {answer.ContentType}"];
    }

    private JsonElement? Operation(string method, string path)
    {
        foreach (var described in document.GetProperty("paths").EnumerateObject())
        {
            if (Regex.IsMatch(path, $"^{described.Name.Replace("{id}", Id, StringComparison.Ordinal)}$", RegexOptions.NonBacktracking) && described.Value.TryGetProperty(method, out var operation))
                return operation;
        }
        return null;
    }

    private JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var name) ? document.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1]) : schema;

    private IEnumerable<string> Mistakes(JsonElement described, JsonElement value, string where)
    {
        var schema = Resolve(described);
        if (schema.TryGetProperty("oneOf", out var several))
            return several.EnumerateArray().Any(one => !Mistakes(one, value, where).Any()) ? [] : [$"{where} is none of those described: {value}"];
        if (schema.TryGetProperty("enum", out var words) && words.EnumerateArray().All(word => word.ToString() != value.ToString()))
            return [$"{where} is none of the words described: {value}"];
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(name, value)))
            return [$"{where} is not of the type {type}: {value}"];
        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(schema, value, where),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Mistakes(schema.GetProperty("items"), item, $"{where}[{i}]")),
            _ => [],
        };
    }

    private IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string where)
    {
        var fields = schema.TryGetProperty("properties", out var known) ? known : JsonDocument.Parse("{}").RootElement;
        foreach (var needed in Names(schema, "required").Where(name => !value.TryGetProperty(name, out _)))
            yield return $"{where}.{needed} is missing";
        foreach (var field in value.EnumerateObject())
        {
            var place = $"{where}.{field.Name}";
            var found = fields.TryGetProperty(field.Name, out var its) || (schema.TryGetProperty("additionalProperties", out its) && its.ValueKind == JsonValueKind.Object);
            foreach (var mistake in found ? Mistakes(its, field.Value, place) : [$"{place} is not described"])
                yield return mistake;
        }
    }

    public static IReadOnlyList<string> Names(JsonElement schema, string list) =>
        schema.TryGetProperty(list, out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Object,
    };
}
