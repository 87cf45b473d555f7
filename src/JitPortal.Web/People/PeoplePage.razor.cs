using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.People;

/// <summary>Who is known here?</summary>
public sealed partial class PeoplePage
{
    private const int PageSize = 100;

    private static IReadOnlyList<(string Key, string Word, PeopleKind Kind)> Tabs =>
    [
        ("", T("All"), PeopleKind.Any), ("people", T("People"), PeopleKind.Person), ("workloads", T("Workloads"), PeopleKind.Workload), ("disabled", T("Disabled"), PeopleKind.Disabled),
    ];

    private static IReadOnlyList<(string Key, string Word)> Choices => [.. Tabs.Select(tab => (tab.Key, tab.Word))];

    private static IReadOnlyList<string> Columns => [T("Who"), T("May do here"), T("Groups"), T("Holds"), T("State")];
    private static readonly IReadOnlyList<string> Place = ["after"];
    private IReadOnlyList<PersonSummary>? people;
    private string? refusal;
    private (PeopleFilter Filter, string? After)? read;

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    /// <summary>The id of the person before the first one shown.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListPeople ListPeople { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>A kind that is none of these narrows nothing down, and the first tab says so.</summary>
    private (string Key, string Word, PeopleKind Kind) Tab => Tabs.FirstOrDefault(tab => tab.Key == Kind);

    private PeopleFilter Filter => new(Tab.Kind, Text);

    private string First => Navigation.GetUriWithQueryParameter("after", (string?)null);

    /// <summary>Another filter in the address is another list.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (read is { } known && known != (Filter, After))
            await ReadAsync();
    }

    private async Task ReadAsync()
    {
        read = (Filter, After);
        var page = await PageAsync();
        people = page.Succeeded ? page.Value : null;
        refusal = page.Refusal?.Shown;
    }

    private async Task<Outcome<IReadOnlyList<PersonSummary>>> PageAsync()
    {
        var me = await Me.ReadAsync(CancellationToken.None);
        if (After is null)
            return await ListPeople.RunAsync(me, Filter, after: null, PageSize, CancellationToken.None);
        return Guid.TryParse(After, out var id)
            ? await ListPeople.RunAsync(me, Filter, new PersonId(id), PageSize, CancellationToken.None)
            : ListPeople.NoSuchPlace;
    }
}
