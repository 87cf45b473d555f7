using System.Globalization;
using System.Text.Json.Nodes;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Time;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>One field of a part: a token in the sentence, or parts of its own. What cannot be read yet is kept as it was typed.</summary>
public sealed partial class FieldEditor
{
    [Parameter, EditorRequired]
    public required FieldShape Field { get; set; }

    /// <summary>The part that has the field.</summary>
    [Parameter, EditorRequired]
    public required JsonObject Owner { get; set; }

    /// <summary>Of the part that has the field.</summary>
    [Parameter]
    public string? Kind { get; set; }

    [Parameter, EditorRequired]
    public required string Path { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>Set for a field that may be left out.</summary>
    [Parameter]
    public EventCallback OnRemove { get; set; }

    [CascadingParameter]
    public required PolicyEdit Edit { get; set; }

    private string Label => PolicyLabels.OfField(Field.Name);

    private string Spoken => PolicyLabels.Spoken(Kind, Field.Name);

    private string MistakeId => $"mistake-{Path}";

    private string? Mistake => Edit.MistakeAt(Path);

    private string Invalid => Mistake is null ? "false" : "true";

    private string InputType => Field.Type switch
    {
        FieldKind.Whole => "number",
        FieldKind.Time => "time",
        _ => "text",
    };

    private string? Placeholder => Field.Type switch
    {
        FieldKind.Duration => "2 h",
        FieldKind.Texts => T("one, another"),
        _ => null,
    };

    private string Text => Field.Type switch
    {
        FieldKind.Duration when DurationText.Parse(Owner[Field.Name]?.ToString()) is { Succeeded: true, Value: var length } => DurationText.Format(length),
        FieldKind.Texts => string.Join(", ", Texts),
        FieldKind.Flag => Owner[Field.Name]?.GetValueKind() == System.Text.Json.JsonValueKind.True ? "true" : "false",
        _ => Owner[Field.Name]?.ToString() ?? "",
    };

    private IEnumerable<string> Texts => (Owner[Field.Name] as JsonArray)?.Select(item => item?.ToString() ?? "") ?? [];

    private IReadOnlyList<(string Value, string Words)> Options => Field.Type switch
    {
        FieldKind.Entitlement or FieldKind.Entitlements => [.. Edit.Names.Entitlements.Select(one => (one.Id.ToString(), one.Name))],
        FieldKind.Person => [.. Edit.Names.People.Select(one => (one.Id.ToString(), one.Name))],
        _ => [.. Field.Choices.Select(choice => (choice, PolicySpelling.Of(choice)))],
    };

    private RenderFragment? RemoveButton => OnRemove.HasDelegate && !Disabled ? Remove : null;

    private Task TickAsync((string Value, bool Ticked) tick)
    {
        var items = Texts.Where(item => item != tick.Value).Concat(tick.Ticked ? [tick.Value] : []);
        return SetAsync(new JsonArray([.. items.Select(item => JsonValue.Create(item))]));
    }

    /// <summary>A person or entitlement is written with its name beside the id.</summary>
    private Task ChooseAsync(ChangeEventArgs chosen)
    {
        var value = chosen.Value as string ?? "";
        if (Field.Type is FieldKind.Person or FieldKind.Entitlement)
            Owner["name"] = Options.FirstOrDefault(option => option.Value == value).Words ?? "";
        return SetAsync(value);
    }

    private Task TypeAsync(ChangeEventArgs typed)
    {
        var text = (typed.Value as string ?? "").Trim();
        return SetAsync(Field.Type switch
        {
            FieldKind.Whole when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
            FieldKind.Texts => new JsonArray([.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => JsonValue.Create(one))]),
            _ => JsonValue.Create(text),
        });
    }

    private Task SetAsync(JsonNode value)
    {
        Owner[Field.Name] = value;
        return Edit.ChangedAsync();
    }
}
