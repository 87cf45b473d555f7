using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>A table in a card, which scrolls sideways by itself on a narrow screen, also by keyboard. Its content is rows.</summary>
public sealed partial class TableCard
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Shows the label above the table, where the page has more than one.</summary>
    [Parameter]
    public bool Heading { get; set; }

    /// <summary>Empty for a column that needs no heading, such as one of links.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Columns { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    /// <summary>On a phone each row is a block of its own, and nothing has to be pushed sideways; the rows place their cells.</summary>
    [Parameter]
    public bool Stacked { get; set; }

    /// <summary>Beside the heading, for example a link to all of them.</summary>
    [Parameter]
    public RenderFragment? More { get; set; }

    /// <summary>Below the rows.</summary>
    [Parameter]
    public RenderFragment? Foot { get; set; }

    /// <summary>Which links j, k and the arrows go through, as a selector, where each row has one that opens it.</summary>
    [Parameter]
    public string? Arrows { get; set; }

    [Parameter]
    public string? TestId { get; set; }
}
