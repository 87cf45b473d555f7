using JitPortal.Application.Requests;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace JitPortal.Web.SignIn;

/// <summary>Where a stronger sign-in leads when it was not given, or what it was for was refused after all.</summary>
public sealed partial class ConfirmedPage
{
    private WaitingAction? kept;

    [Parameter]
    public string State { get; set; } = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Inject] public required ReadKeptAction ReadKeptAction { get; init; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    private string Title => kept switch
    {
        { Used: false } => T("It is not done yet"),
        { Refusal: not null } => T("It was not done"),
        _ => T("There is nothing left to do here"),
    };

    public static string PathOf(string state) => $"{StepUpEndpoint.Path}/{state}/done";

    protected override async Task OnInitializedAsync()
    {
        if (PortalSession.Session((await Authentication).User) is { } session)
            kept = await ReadKeptAction.RunAsync(session, State, CancellationToken.None);
    }
}
