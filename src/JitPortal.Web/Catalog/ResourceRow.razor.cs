using JitPortal.Application.Catalog;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Catalog;

/// <summary>One resource, saying in advance what asking would lead to.</summary>
public sealed partial class ResourceRow
{
    [Parameter, EditorRequired]
    public required CatalogGroup Group { get; set; }

    [Parameter]
    public bool Selected { get; set; }

    /// <summary>The filter that is set, kept in the address.</summary>
    [Parameter]
    public string? Filter { get; set; }

    /// <summary>Asks for the role that is easiest to get. A link, so that it works before the page is live.</summary>
    private string Address
    {
        get
        {
            var easiest = Group.Roles.MinBy(role => (role.Unavailable is not null, role.Outlook.Kind))!;
            return string.IsNullOrEmpty(Filter) ? $"/?ask={easiest.Id}" : $"/?q={Uri.EscapeDataString(Filter)}&ask={easiest.Id}";
        }
    }
}
