using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>Says what is about to take effect, with the button that undoes it; it has the focus, as the button before it had.</summary>
public sealed partial class UndoNote
{
    private ElementReference button;

    [Parameter, EditorRequired]
    public required UndoWindow Window { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await button.FocusAsync();
    }
}
