using JitPortal.Application.Catalog;
using JitPortal.Application.Live;
using JitPortal.Application.Notices;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Web.Grants;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>One request and its whole story: where is it stuck, and what can I do?</summary>
public sealed partial class RequestPage
{
    private RequestView? view;
    private Actor? me;
    private string? missing;
    private string? refusal;

    [Parameter]
    public Guid Id { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadRequest ReadRequest { get; init; }

    [Inject] public required ConfirmRequest ConfirmRequest { get; init; }

    [Inject] public required StepUp StepUp { get; init; }

    [Inject] public required WithdrawRequest WithdrawRequest { get; init; }

    [Inject] public required RemindApprovers RemindApprovers { get; init; }

    [Inject] public required SeeNotices SeeNotices { get; init; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    private RequestId RequestId => new(Id);

    /// <summary>Of access that is open the same word as on its card.</summary>
    private Chip Words => view!.Grant is { State: GrantState.Active } grant ? GrantWords.Of(grant, Clock.Now) : RequestWords.Of(view.Summary);

    /// <summary>It came to nothing, or what came of it is over.</summary>
    private bool MayAskAgain => Mine && view!.Summary is { IsExtension: false } request
        && (request.State is RequestState.Denied or RequestState.Lapsed or RequestState.Withdrawn || request.GrantState == GrantState.Ended);

    /// <summary>What the policies said was of the future then.</summary>
    private string Sentence => (view!.Summary.IsUndecided, view.Outcome) switch
    {
        (false, OutlookKind.Automatic) => T("It was allowed without approval."),
        (false, OutlookKind.NeedsApproval) => T("Somebody had to agree."),
        _ => view.Sentence,
    };

    private bool Mine => view!.Summary.RequesterId == me?.Id;

    private string Who => Mine ? "you" : view!.Summary.Requester;

    private string Title => view is null ? T("Request") : $"{view.Summary.Resource}, {view.Summary.Role}";

    private bool Concerns(LiveEvent happened) =>
        happened.Request == RequestId || (happened.Grant is { } grant && grant == view?.Summary.GrantId);

    private async Task ReadAsync()
    {
        me = await Me.ReadAsync(CancellationToken.None);
        var read = await ReadRequest.RunAsync(me, RequestId, CancellationToken.None);
        view = read.Succeeded ? read.Value : null;
        missing = read.Refusal?.Shown;
        if (read.Succeeded)
            await SeeNotices.RunAsync(me, RequestId, CancellationToken.None);
    }

    private async Task RemindAsync()
    {
        var reminded = await RemindApprovers.RunAsync(await Me.ReadAsync(CancellationToken.None), RequestId, CancellationToken.None);
        refusal = reminded.Refusal?.Shown;
        await ReadAsync();
    }

    private async Task ConfirmAsync()
    {
        var actor = await Me.ReadAsync(CancellationToken.None);
        var confirmed = await ConfirmRequest.RunAsync(actor, RequestId, CancellationToken.None);
        refusal = confirmed.Refusal is Refusal.NeedsStepUp stronger
            ? await StepUp.BeginAsync(actor, new KeptAction.Confirm(RequestId), stronger.Level, CancellationToken.None)
            : confirmed.Refusal?.Shown;
        await ReadAsync();
    }

    private async Task WithdrawAsync()
    {
        var withdrawn = await WithdrawRequest.RunAsync(await Me.ReadAsync(CancellationToken.None), RequestId, CancellationToken.None);
        refusal = withdrawn.Succeeded ? null : withdrawn.Refusal.Shown;
        await ReadAsync();
    }
}
