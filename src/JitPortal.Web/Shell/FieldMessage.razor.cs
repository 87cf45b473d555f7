using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>The mistake of one field, beside it and read out.</summary>
public sealed partial class FieldMessage
{
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter]
    public string? Message { get; set; }
}
