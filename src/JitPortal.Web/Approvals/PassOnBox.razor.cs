using JitPortal.Application.Approvals;
using JitPortal.Application.Intake;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>Points another approver to a request; who may decide stays as it is.</summary>
public sealed partial class PassOnBox
{
    private ElementReference select;
    private Guid? to;
    private string remark = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required RequestSummary Request { get; set; }

    /// <summary>Whom it may be passed on to.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ColleagueEntry> To { get; set; }

    /// <summary>Passed on; carries the sentence to show.</summary>
    [Parameter]
    public EventCallback<string> OnSaid { get; set; }

    [Parameter]
    public EventCallback OnBack { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required PassOnRequest PassOnRequest { get; init; }

    private string ToId => $"pass-on-to-{Request.Id}";

    private string RemarkId => $"pass-on-remark-{Request.Id}";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await select.FocusAsync();
    }

    private Task PassOnAsync() => busy.RunAsync(async () =>
    {
        if (to is not { } person)
            return;
        problem = null;
        var name = To.FirstOrDefault(one => one.Id.Value == person)?.Name;
        var passed = await PassOnRequest.RunAsync(
            await Me.ReadAsync(CancellationToken.None), Request.Id, new PassOnForm(new PersonId(person), remark), CancellationToken.None);
        if (passed.Succeeded)
            await OnSaid.InvokeAsync(T($"Passed on. {name} is told at once."));
        else
            problem = passed.Refusal.Shown;
    });
}
