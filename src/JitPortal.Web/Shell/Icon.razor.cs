using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>One stroke icon of wwwroot-assets/icons.svg; always beside a word, hence hidden from screen readers.</summary>
public sealed partial class Icon
{
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter]
    public bool Small { get; set; }
}
