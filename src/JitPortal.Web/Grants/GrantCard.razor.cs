using JitPortal.Application.Grants;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>One open grant: until when, how to use it, and how to end it.</summary>
public sealed partial class GrantCard
{
    [Parameter, EditorRequired]
    public required GrantView Grant { get; set; }

    /// <summary>The holder came here to give it back.</summary>
    [Parameter]
    public bool GivingBack { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    private GrantWords Words => GrantWords.Of(Grant, Clock.Now);

    private string TitleId => $"grant-title-{Grant.Id}";
}
