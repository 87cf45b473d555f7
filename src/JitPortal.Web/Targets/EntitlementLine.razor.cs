using JitPortal.Application.Catalog;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>One entitlement, to be described anew or retired.</summary>
public sealed partial class EntitlementLine
{
    private string description = "";
    private string tags = "";
    private string? problem;
    private bool editing;
    private bool retiring;

    [Parameter, EditorRequired]
    public required EntitlementSetup Entitlement { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ChangeEntitlement ChangeEntitlement { get; init; }

    [Inject] public required RetireEntitlement RetireEntitlement { get; init; }

    private void Edit() => (editing, retiring, problem, description, tags) = (true, false, null, Entitlement.Description, string.Join(", ", Entitlement.Tags));

    private async Task SaveAsync() =>
        await AfterAsync(await ChangeEntitlement.RunAsync(await Me.ReadAsync(CancellationToken.None), Entitlement.Id, description.Trim(), TagText.Split(tags), CancellationToken.None));

    private async Task RetireAsync() =>
        await AfterAsync(await RetireEntitlement.RunAsync(await Me.ReadAsync(CancellationToken.None), Entitlement.Id, CancellationToken.None));

    private async Task AfterAsync(Outcome<Done> outcome)
    {
        (problem, retiring) = (outcome.Refusal?.Shown, false);
        if (!outcome.Succeeded)
            return;
        editing = false;
        await OnChanged.InvokeAsync();
    }
}
