using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace JitPortal.Web.Shell;

/// <summary>
/// Asks before unsaved edits are left. It looks at what is so when the way out is taken, not at what was drawn last: whoever saves and
/// is led on in one step would be asked otherwise, because nothing is drawn in between.
/// </summary>
public sealed partial class UnsavedEdits
{
    /// <summary>Something would be lost at this moment.</summary>
    [Parameter, EditorRequired]
    public required Func<bool> Any { get; set; }

    /// <summary>What would be lost, in a sentence.</summary>
    [Parameter, EditorRequired]
    public required string Words { get; set; }

    [Inject] public required IDialogService Dialogs { get; init; }

    private async Task AskAsync(LocationChangingContext leaving)
    {
        if (Any() && await Dialogs.ShowMessageBoxAsync(T("Leave without saving?"), Words, yesText: T("Leave"), cancelText: T("Stay")) is not true)
            leaving.PreventNavigation();
    }
}
