using System.Text.Json.Nodes;
using JitPortal.Domain.Policies;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>One part of a policy as a piece of a sentence: what it is, and its fields as tokens. Made from the shape alone.</summary>
public sealed partial class PartEditor
{
    /// <summary>Conditions that join others.</summary>
    private static readonly string[] Joining = ["all", "any"];

    [Parameter, EditorRequired]
    public required Shape Part { get; set; }

    [Parameter, EditorRequired]
    public required JsonObject Node { get; set; }

    /// <summary>In the document, such as <c>rules[0].when.of[1]</c>.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    /// <summary>For screen readers: what it is a part of.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter]
    public bool KindIsFixed { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [CascadingParameter]
    public required PolicyEdit Edit { get; set; }

    private string? Kind => Node["kind"]?.ToString();

    private IReadOnlyList<FieldShape> Fields => Part.Of(Kind);

    /// <summary>Whoever chooses a person or an entitlement has chosen the name beside its id too.</summary>
    private IEnumerable<FieldShape> Own => Fields.Where(one => one.Name != "name" || !Fields.Any(other => other.Type is FieldKind.Person or FieldKind.Entitlement));

    private IEnumerable<FieldShape> Shown => Own.Where(one => one.IsRequired || Node[one.Name] is not null);

    private IReadOnlyList<FieldShape> Absent => [.. Own.Where(one => !one.IsRequired && Node[one.Name] is null)];

    /// <summary>Keeps what the new kind has as well; a single condition becomes the first of several.</summary>
    private Task ChangeKindAsync(ChangeEventArgs chosen)
    {
        var kind = chosen.Value as string ?? "";
        var before = Node.DeepClone().AsObject();
        var fields = PolicyShape.New(Part, kind);
        if (before["of"] is null && kind == "not")
            fields["of"] = before;
        else if (before["of"] is null && Joining.Contains(kind, StringComparer.Ordinal))
            fields["of"] = new JsonArray(before);
        else
        {
            foreach (var field in Part.Of(kind).Where(field => before[field.Name] is not null && Part.Of(before["kind"]?.ToString()).Any(old => old.Name == field.Name && old.Type == field.Type)))
                fields[field.Name] = before[field.Name]!.DeepClone();
        }
        Node.Clear();
        foreach (var (name, value) in fields)
            Node[name] = value?.DeepClone();
        return Edit.ChangedAsync();
    }

    private Task AddAsync(ChangeEventArgs chosen)
    {
        if (Absent.FirstOrDefault(field => field.Name == chosen.Value as string) is { } field)
            Node[field.Name] = PolicyShape.Start(field);
        return Edit.ChangedAsync();
    }

    private Task RemoveAsync(FieldShape field)
    {
        Node.Remove(field.Name);
        return Edit.ChangedAsync();
    }
}
