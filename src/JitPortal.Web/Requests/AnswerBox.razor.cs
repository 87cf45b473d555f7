using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>What approvers want to know of whoever filed the request, and one answer to all of it.</summary>
public sealed partial class AnswerBox
{
    private string text = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required RequestSummary Request { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<TimelineEntry> Questions { get; set; }

    [Parameter]
    public EventCallback OnAnswered { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required AnswerQuestion AnswerQuestion { get; init; }

    private Task AnswerAsync() => busy.RunAsync(async () =>
    {
        problem = null;
        var answered = await AnswerQuestion.RunAsync(await Me.ReadAsync(CancellationToken.None), Request.Id, text, CancellationToken.None);
        problem = answered.Refusal?.Shown;
        if (answered.Succeeded)
            await OnAnswered.InvokeAsync();
    });
}
