using JitPortal.Application.Catalog;
using JitPortal.Domain.Catalog;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Catalog;

/// <summary>Which rules are there about this, who decides, and, for those who look after the portal, who has it and who could?</summary>
public sealed partial class EntitlementPage
{
    private static Link Catalogue => new(T("Catalogue"), "/");
    private EntitlementView? view;
    private string? missing;

    [Parameter]
    public Guid Id { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadEntitlement ReadEntitlement { get; init; }

    private string Title => view is null ? T("Entitlement") : $"{view.Resource}, {view.Role}";

    private async Task ReadAsync()
    {
        var read = await ReadEntitlement.RunAsync(await Me.ReadAsync(CancellationToken.None), new EntitlementId(Id), CancellationToken.None);
        view = read.Succeeded ? read.Value : null;
        missing = read.Refusal?.Shown;
    }
}
