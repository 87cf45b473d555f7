using JitPortal.Application.Approvals;
using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>A question to whoever asked for the access; nothing is decided by it.</summary>
public sealed partial class AskBox
{
    private ElementReference box;
    private string text = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required RequestSummary Request { get; set; }

    /// <summary>Asked; carries the sentence to show.</summary>
    [Parameter]
    public EventCallback<string> OnSaid { get; set; }

    [Parameter]
    public EventCallback OnBack { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required AskRequester AskRequester { get; init; }

    private string TextId => $"ask-text-{Request.Id}";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await box.FocusAsync();   // whoever opened it wants to type
    }

    private Task AskAsync() => busy.RunAsync(async () =>
    {
        problem = null;
        var asked = await AskRequester.RunAsync(await Me.ReadAsync(CancellationToken.None), Request.Id, text, CancellationToken.None);
        if (asked.Succeeded)
            await OnSaid.InvokeAsync(T($"Asked. {Request.Requester} is told at once; the answer appears here."));
        else
            problem = asked.Refusal.Shown;
    });
}
