using System.Globalization;
using JitPortal.Application.Audit;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Audit;

/// <summary>The control total under every list of the auditor.</summary>
public sealed partial class LogTotal
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    [Parameter, EditorRequired]
    public required ControlTotal Log { get; set; }

    /// <summary>What was counted for the list itself.</summary>
    [Parameter]
    public string? Lead { get; set; }
}
