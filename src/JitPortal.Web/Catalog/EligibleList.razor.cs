using JitPortal.Application.Catalog;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Catalog;

/// <summary>Who could get an entitlement, as far as it can be known before they ask.</summary>
public sealed partial class EligibleList
{
    private const int Most = 60;

    [Parameter, EditorRequired]
    public required EntitlementOthers Others { get; set; }
}
