using JitPortal.Application.Audit;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.People;

/// <summary>What is stated of this person, what do they hold, and how do I stop them?</summary>
public sealed partial class PersonPage
{
    private static Link Everybody => new(T("People"), "/admin/people");
    private PersonView? view;
    private string? missing;

    [Parameter]
    public Guid Id { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadPerson ReadPerson { get; init; }

    [Inject] public required DisablePerson DisablePerson { get; init; }

    [Inject] public required ErasePerson ErasePerson { get; init; }

    private string Sentence => view!.Now.Count switch
    {
        0 => T($"{Kind}. Holds nothing now."),
        1 => T($"{Kind}. Holds 1 thing now."),
        var count => T($"{Kind}. Holds {count} things now."),
    };

    private string Kind => view!.Person.IsWorkload ? T("Workload") : T("Person");

    private async Task ReadAsync()
    {
        var read = await ReadPerson.RunAsync(await Me.ReadAsync(CancellationToken.None), new PersonId(Id), CancellationToken.None);
        view = read.Succeeded ? read.Value : null;
        missing = read.Refusal?.Shown;
    }

    private async Task<Outcome<Done>> DisableAsync(string reason) =>
        await DisablePerson.RunAsync(await Me.ReadAsync(CancellationToken.None), new PersonId(Id), CancellationToken.None);

    private async Task<Outcome<Done>> EraseAsync(string reason) =>
        await ErasePerson.RunAsync(await Me.ReadAsync(CancellationToken.None), new PersonId(Id), CancellationToken.None);
}
