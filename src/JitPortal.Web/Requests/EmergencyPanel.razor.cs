using JitPortal.Application.Requests;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>What is left when nobody can be asked: short, loud, and explained afterwards.</summary>
public sealed partial class EmergencyPanel
{
    [Parameter]
    public RequestPreview? Preview { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public EventCallback OnEmergency { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }
}
