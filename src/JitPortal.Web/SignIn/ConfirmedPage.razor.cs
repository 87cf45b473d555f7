using JitPortal.Application.Requests;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace JitPortal.Web.SignIn;

/// <summary>Where a stronger sign-in leads when what it was for was refused after all.</summary>
public sealed partial class ConfirmedPage
{
    [Parameter]
    public string State { get; set; } = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Inject] public required ReadKeptAction ReadKeptAction { get; init; }

    private string? Said { get; set; }

    public static string PathOf(string state) => $"{StepUpEndpoint.Path}/{state}/done";

    protected override async Task OnInitializedAsync()
    {
        if (PortalSession.Session((await Authentication).User) is { } session)
            Said = (await ReadKeptAction.RunAsync(session, State, CancellationToken.None))?.Refusal;
    }
}
