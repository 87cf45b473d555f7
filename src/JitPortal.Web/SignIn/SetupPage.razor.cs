using JitPortal.Application.People;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.SignIn;

/// <summary>Where the set-up code is entered, by somebody who is signed in. A plain form: it must work before anything else is set up.</summary>
public sealed partial class SetupPage
{
    private string? problem;

    [SupplyParameterFromForm(FormName = "setup")]
    public SetupForm? Typed { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required UseSetupCode UseSetupCode { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private async Task UseAsync()
    {
        var used = await UseSetupCode.RunAsync(await Me.ReadAsync(CancellationToken.None), Typed?.Code ?? "", CancellationToken.None);
        if (used.Succeeded)
            Navigation.NavigateTo("/admin");
        else
            problem = used.Refusal.Shown;
    }

    /// <summary>What the form sends.</summary>
    public sealed class SetupForm
    {
        public string? Code { get; set; }
    }
}
