using JitPortal.Application.Audit;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Audit;

/// <summary>One who had it: from asking to the evidence that it is gone.</summary>
public sealed partial class WhoDetail
{
    [Parameter, EditorRequired]
    public required WhoHadRow Row { get; set; }

    /// <summary>The same answer without a row beside it.</summary>
    [Parameter, EditorRequired]
    public required string Closes { get; set; }
}
