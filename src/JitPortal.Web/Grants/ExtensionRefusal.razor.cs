using JitPortal.Application.Grants;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>Why more time was not asked for: a mistake, or a stronger sign-in that has to come first and may be gone round.</summary>
public sealed partial class ExtensionRefusal
{
    /// <summary>Nothing is shown before there is one, and where it was filed.</summary>
    [Parameter, EditorRequired]
    public required ExtensionAnswer? Answer { get; set; }

    /// <summary>Ask for this instead.</summary>
    [Parameter]
    public EventCallback<ExtensionForm> OnAgain { get; set; }
}
