using JitPortal.Application.People;
using JitPortal.Domain.People;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.People;

/// <summary>Who is known here?</summary>
public sealed partial class PeoplePage
{
    private const int PageSize = 100;
    private static IReadOnlyList<(string Key, string Word)> Kinds => [("", T("All")), ("people", T("People")), ("workloads", T("Workloads")), ("disabled", T("Disabled"))];
    private static IReadOnlyList<string> Columns => [T("Who"), T("May do here"), T("Groups"), T("Holds"), T("State")];
    private static readonly IReadOnlyList<string> Place = ["after"];
    private IReadOnlyList<PersonSummary>? people;
    private string? refusal;
    private (PeopleFilter Filter, Guid? After)? read;

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    public Guid? After { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListPeople ListPeople { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private PeopleFilter Filter => new(Kind switch { "people" => PeopleKind.Person, "workloads" => PeopleKind.Workload, "disabled" => PeopleKind.Disabled, _ => PeopleKind.Any }, Text);

    /// <summary>Another filter in the address is another list.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (read is { } known && known != (Filter, After))
            await ReadAsync();
    }

    private async Task ReadAsync()
    {
        read = (Filter, After);
        var page = await ListPeople.RunAsync(await Me.ReadAsync(CancellationToken.None), Filter, After is { } id ? new PersonId(id) : null, PageSize, CancellationToken.None);
        people = page.Match<IReadOnlyList<PersonSummary>?>(list => list, _ => null);
        refusal = page.Refusal?.Shown;
    }
}
