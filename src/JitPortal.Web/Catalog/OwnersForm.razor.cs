using JitPortal.Application.Catalog;
using JitPortal.Application.People;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Catalog;

/// <summary>Whom "the owner of the resource" means, and the way for an administrator to say so.</summary>
public sealed partial class OwnersForm
{
    private IReadOnlyList<ColleagueEntry> colleagues = [];
    private string person = "";
    private string groupName = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required EntitlementId Entitlement { get; set; }

    [Parameter, EditorRequired]
    public required EntitlementOwners Owners { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListColleagues ListColleagues { get; init; }

    [Inject] public required SetOwners SetOwners { get; init; }

    private IEnumerable<PersonId> People => Owners.People.Select(owner => owner.Id);

    protected override async Task OnInitializedAsync()
    {
        if (Owners.MayChange)
            colleagues = await ListColleagues.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
    }

    private async Task AddAsync()
    {
        if (!Guid.TryParse(person, out var id))
        {
            problem = T("Choose the person.");
            return;
        }

        await SetAsync([.. People, new PersonId(id)], Owners.Group);
        if (problem is null)
            person = "";
    }

    private Task RemoveAsync(PersonId owner) => SetAsync([.. People.Where(one => one != owner)], Owners.Group);

    private async Task SetGroupAsync()
    {
        await SetAsync([.. People], groupName.Trim());
        if (problem is null)
            groupName = "";
    }

    private Task RemoveGroupAsync() => SetAsync([.. People], null);

    private Task SetAsync(IReadOnlyList<PersonId> people, string? group) => busy.RunAsync(async () =>
    {
        problem = (await SetOwners.RunAsync(await Me.ReadAsync(CancellationToken.None), Entitlement, people, group, CancellationToken.None)).Refusal?.Shown;
        if (problem is null)
            await OnChanged.InvokeAsync();
    });
}
