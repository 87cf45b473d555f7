using JitPortal.Application.Requests;
using JitPortal.Domain;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.SignIn;

/// <summary>A stronger sign-in is needed for the best way: give it, or go the way without. What was filled in is not lost either way.</summary>
public sealed partial class StepUpChoice
{
    private string? problem;

    [Parameter, EditorRequired]
    public required Refusal.NeedsStepUp Asked { get; set; }

    /// <summary>What is done once the sign-in was given.</summary>
    [Parameter, EditorRequired]
    public required KeptAction Action { get; set; }

    [Parameter]
    public EventCallback OnWithout { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required StepUp StepUp { get; init; }

    private async Task BeginAsync() =>
        problem = await StepUp.BeginAsync(await Me.ReadAsync(CancellationToken.None), Action, Asked.Level, CancellationToken.None);
}
