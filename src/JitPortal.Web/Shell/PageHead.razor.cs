using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>The head of a page: what it is about, one sentence that answers, and what can be done with all of it.</summary>
public sealed partial class PageHead
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Sentence { get; set; }

    /// <summary>The list that the page is one of.</summary>
    [Parameter]
    public Link? Up { get; set; }

    /// <summary>Buttons, at the right.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}

/// <summary>A word that leads somewhere.</summary>
public sealed record Link(string Word, string Href);
