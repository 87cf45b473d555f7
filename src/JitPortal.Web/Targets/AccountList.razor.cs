using JitPortal.Application.Targets;
using JitPortal.Domain.People;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>The accounts that people have of their own on a target.</summary>
public sealed partial class AccountList
{
    private string person = "";
    private string name = "";
    private string? problem;

    [Parameter, EditorRequired]
    public required TargetSetup Target { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required SetTargetAccount SetTargetAccount { get; init; }

    private async Task AddAsync()
    {
        if (!Guid.TryParse(person, out var id))
        {
            problem = T("Choose the person.");
            return;
        }
        await SetAsync(new PersonId(id), name.Trim());
        if (problem is null)
            (person, name) = ("", "");
    }

    private async Task SetAsync(PersonId whose, string? account)
    {
        problem = (await SetTargetAccount.RunAsync(await Me.ReadAsync(CancellationToken.None), Target.Id, whose, account, CancellationToken.None)).Refusal?.Shown;
        if (problem is null)
            await OnChanged.InvokeAsync();
    }
}
