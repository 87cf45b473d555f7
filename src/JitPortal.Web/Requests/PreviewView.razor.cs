using JitPortal.Application.Requests;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>What the policy would say, from the same engine that decides.</summary>
public sealed partial class PreviewView
{
    [Parameter]
    public RequestPreview? Preview { get; set; }

    /// <summary>The policy could not be asked.</summary>
    [Parameter]
    public bool Unknown { get; set; }
}
