using System.Text.Json.Nodes;
using JitPortal.Domain.Policies;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>Several parts one after another: conditions, stages, approvers.</summary>
public sealed partial class PartList
{
    /// <summary>What is added first: the most usual of each family.</summary>
    private static readonly string[] Usual = ["inGroup", "group"];

    [Parameter, EditorRequired]
    public required FieldShape Field { get; set; }

    [Parameter, EditorRequired]
    public required JsonArray Items { get; set; }

    /// <summary>Of the part that has the list.</summary>
    [Parameter]
    public string? Kind { get; set; }

    [Parameter, EditorRequired]
    public required string Path { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [CascadingParameter]
    public required PolicyEdit Edit { get; set; }

    private Task AddAsync()
    {
        var part = Field.Part!;
        var kind = part.Kinds.FirstOrDefault(one => Usual.Contains(one.Kind, StringComparer.Ordinal)) ?? (part.Kinds.Count > 0 ? part.Kinds[0] : null);
        Items.Add((JsonNode)PolicyShape.New(part, kind?.Kind));
        return Edit.ChangedAsync();
    }

    private Task RemoveAsync(int at)
    {
        Items.RemoveAt(at);
        return Edit.ChangedAsync();
    }
}
