using JitPortal.Application.People;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.People;

/// <summary>Whom "the requester's manager" means for this person, and the way for an administrator to say so.</summary>
public sealed partial class ManagerForm
{
    private IReadOnlyList<ColleagueEntry> colleagues = [];
    private string chosen = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required PersonView View { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListColleagues ListColleagues { get; init; }

    [Inject] public required SetManager SetManager { get; init; }

    protected override async Task OnInitializedAsync()
    {
        chosen = View.Manager?.Id.Value.ToString() ?? "";
        if (View.MaySetManager)
            colleagues = await ListColleagues.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
    }

    private Task SetAsync() => busy.RunAsync(async () =>
    {
        PersonId? manager = Guid.TryParse(chosen, out var id) ? new PersonId(id) : null;
        problem = (await SetManager.RunAsync(await Me.ReadAsync(CancellationToken.None), View.Person.Id, manager, CancellationToken.None)).Refusal?.Shown;
        if (problem is null)
            await OnChanged.InvokeAsync();
    });
}
