using System.Text.Json;
using JitPortal.Domain;

namespace JitPortal.Connectors;

/// <summary>
/// Reads one JSON object field by field and collects every mistake with its field, so that an administrator mends a form
/// once and not mistake by mistake. Fields nobody asked for are mistakes too: a misspelt option must not be ignored.
/// </summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> unread = new(StringComparer.Ordinal);
    private readonly List<FieldError> errors = [];

    private JsonFields()
    {
    }

    /// <summary>Reads <paramref name="json"/> by <paramref name="build"/>; its value counts only if no field was wrong.</summary>
    public static Outcome<T> Read<T>(string json, Func<JsonFields, T> build)
    {
        var fields = new JsonFields();
        fields.Open(json);
        if (fields.errors.Count > 0)
            return new Refusal.Invalid(fields.errors);

        var value = build(fields);
        fields.errors.AddRange(fields.unread.Keys.Select(name => new FieldError(name, Both("There is no such field here."))));
        return fields.errors.Count > 0 ? new Refusal.Invalid(fields.errors) : value;
    }

    public void Wrong(string field, string message) => errors.Add(new FieldError(field, message));

    /// <returns>The text, or <see langword="null"/> where the field is absent or wrong.</returns>
    public string? Text(string field)
    {
        if (!Take(field, out var value))
            return null;

        if (value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()))
            return value.GetString();

        Wrong(field, "Give a text that is not empty.");
        return null;
    }

    public string RequiredText(string field)
    {
        if (!unread.ContainsKey(field))
            Wrong(field, "This field is needed.");

        return Text(field) ?? "";
    }

    public int Whole(string field, int least, int most, int otherwise)
    {
        if (!Take(field, out var value))
            return otherwise;

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;

        Wrong(field, $"Give a whole number from {least} to {most}.");
        return otherwise;
    }

    public bool Flag(string field, bool otherwise)
    {
        if (!Take(field, out var value))
            return otherwise;

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();

        Wrong(field, "Give true or false.");
        return otherwise;
    }

    /// <returns><see langword="null"/> where the field is absent or wrong.</returns>
    public IReadOnlyList<string>? Texts(string field)
    {
        if (!Take(field, out var value))
            return null;

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(e => e.GetString()!)];

        Wrong(field, "Give a list of texts.");
        return null;
    }

    private void Open(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                Wrong("", "Give one JSON object.");
                return;
            }

            foreach (var property in document.RootElement.EnumerateObject())
                unread.Add(property.Name, property.Value.Clone());
        }
        catch (JsonException)
        {
            Wrong("", "This is not valid JSON.");
        }
    }

    // null counts as absent, so that a form may send every field it knows.
    private bool Take(string field, out JsonElement value) =>
        unread.Remove(field, out value) && value.ValueKind != JsonValueKind.Null;
}
