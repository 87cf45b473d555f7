using JitPortal.Application.Targets;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>The entitlements of a target.</summary>
public sealed partial class EntitlementList
{
    private bool adding;

    [Parameter, EditorRequired]
    public required TargetSetup Target { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private async Task AddedAsync()
    {
        adding = false;
        await OnChanged.InvokeAsync();
    }
}
