using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>Under everybody's name: ends all that they hold themselves.</summary>
public sealed partial class StopMine
{
    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required GiveBackAll GiveBackAll { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private async Task<Outcome<Done>> StopAsync(string reason) =>
        (await GiveBackAll.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None)).Match<Outcome<Done>>(_ => default(Done), refusal => refusal);

    private void ShowAccess() => Navigation.NavigateTo("/access");
}
