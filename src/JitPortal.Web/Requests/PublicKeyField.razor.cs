using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>Takes the key that the access will be bound to; the private half never leaves its owner.</summary>
public sealed partial class PublicKeyField
{
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    [Parameter]
    public string? Error { get; set; }

    [Parameter]
    public EventCallback<string> OnChange { get; set; }
}
