using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Domain.People;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>Says that one administrator decides alone, and how to end it.</summary>
public sealed partial class SoloPanel
{
    private IReadOnlyList<NamedPerson> people = [];
    private string person = "";
    private string? words;
    private bool done;

    [Parameter]
    public EventCallback OnAppointed { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadPolicyNames ReadPolicyNames { get; init; }

    [Inject] public required AppointAdministrator AppointAdministrator { get; init; }

    protected override async Task OnInitializedAsync()
    {
        var me = await Me.ReadAsync(CancellationToken.None);
        var names = await ReadPolicyNames.RunAsync(me, CancellationToken.None);
        people = names.Succeeded ? [.. names.Value.People.Where(one => one.Id != me.Id)] : [];
    }

    private async Task AppointAsync()
    {
        if (!Guid.TryParse(person, out var id))
        {
            (done, words) = (false, T("Choose the person."));
            return;
        }
        var appointed = await AppointAdministrator.RunAsync(await Me.ReadAsync(CancellationToken.None), new PersonId(id), CancellationToken.None);
        (done, words) = (appointed.Succeeded, appointed.Refusal?.Shown ?? T("Done. Solo mode ends when they sign in next."));
        if (appointed.Succeeded)
            await OnAppointed.InvokeAsync();
    }
}
