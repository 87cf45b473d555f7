using JitPortal.Application.Audit;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Audit;

/// <summary>The log as it is, page by page.</summary>
public sealed partial class AuditPage
{
    private const int PageSize = 100;

    private static readonly IReadOnlyList<(string Key, string Word)> Kinds =
        [("", "All"), ("request.", "Requests"), ("grant.", "Access"), ("policy.", "Policies"), ("person.", "People"), ("catalog.", "Catalogue")];

    private static readonly IReadOnlyList<string> Columns = ["When", "What", "Who", "About", "No."];
    private static readonly IReadOnlyList<string> Place = ["before"];
    private AuditLog? view;
    private string? refusal;
    private (string? Kind, long? Before)? read;

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    public long? Before { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required BrowseAudit BrowseAudit { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        if (read is { } known && known != (Kind, Before))
            await ReadAsync();
    }

    private async Task ReadAsync()
    {
        read = (Kind, Before);
        var page = await BrowseAudit.RunAsync(await Me.ReadAsync(CancellationToken.None), Kind, Before, PageSize, CancellationToken.None);
        view = page.Succeeded ? page.Value : null;
        refusal = page.Refusal?.Message;
    }
}
