using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>A line to paste. Copying is done by js/shell.js and needs no circuit.</summary>
public sealed partial class CodeLine
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter]
    public string Name { get; set; } = T("this line");

    /// <summary>The line is the address of a page to open.</summary>
    private bool IsPage => Text.StartsWith("https://", StringComparison.Ordinal) || Text.StartsWith("http://", StringComparison.Ordinal);
}
