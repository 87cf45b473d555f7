using JitPortal.Application.Catalog;
using JitPortal.Domain.Grants;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Catalog;

/// <summary>"Active, ends 15:26": what the viewer already holds.</summary>
public sealed partial class HeldNote
{
    [Parameter, EditorRequired]
    public required HeldGrant Held { get; set; }

    private string Word => Held.State switch
    {
        GrantState.Active => T("Active, ends"),
        GrantState.Revoking => T("Being removed"),
        _ => T("Being opened"),
    };
}
