using JitPortal.Application.Grants;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>Gives back, with five seconds in which that can be undone. A plain form: js/undo.js counts, and no circuit is needed.</summary>
public sealed partial class GiveBackForm
{
    private ElementReference button;
    private bool focused;

    [Parameter, EditorRequired]
    public required GrantView Grant { get; set; }

    /// <summary>The holder came here to give it back: the button has the focus, and Enter is theirs to press.</summary>
    [Parameter]
    public bool Focused { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var asked = Focused && !focused;
        focused = Focused;
        if (asked)
            await button.FocusAsync();
    }
}
