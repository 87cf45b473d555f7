using JitPortal.Application.Approvals;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace JitPortal.Web.Approvals;

/// <summary>
/// Approve as asked, approve shorter, or deny with a reason; or ask about it, or pass it on, which decide nothing. Nothing is preselected but
/// the shorter length.
/// </summary>
public sealed partial class DecisionBar : IAsyncDisposable
{
    private TimeSpan shorter;
    private string why = "";
    private string text = "";
    private string? problem;
    private string? said;
    private bool denying;
    private Focus focus;
    private readonly Dictionary<string, ElementReference> reasons = [];
    private MudButton? denyButton;
    private bool asking;
    private bool passing;
    private UndoWindow undo = null!;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required RequestSummary Request { get; set; }

    /// <summary>Whom it may be passed on to; for nobody, there is no such button.</summary>
    [Parameter]
    public IReadOnlyList<ColleagueEntry> PassOnTo { get; set; } = [];

    /// <summary>Decided; carries what to show.</summary>
    [Parameter]
    public EventCallback<DecidedNote> OnDecided { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required DecideRequest DecideRequest { get; init; }

    [Inject] public required ReadRequest ReadRequest { get; init; }

    [Inject] public required StepUp StepUp { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    private IReadOnlyList<TimeSpan> Shorter => Denials.Shorter(Request.Duration);

    private bool MayDeny => why.Length > 0 && (why != Denials.Other || !string.IsNullOrWhiteSpace(text));

    private string TextId => $"deny-text-{Request.Id}";

    private string ShorterId => $"shorter-{Request.Id}";

    protected override void OnInitialized() => (shorter, undo) = (Shorter is [var longest, ..] ? longest : default, new UndoWindow(Time));

    /// <summary>Whoever denies and leaves has denied.</summary>
    public ValueTask DisposeAsync() => undo.DisposeAsync();

    private void Said(string words) => (asking, passing, said) = (false, false, words);

    private Task ApproveAsync(TimeSpan? duration) =>
        DecideAsync(new DecisionForm(Approve: true, duration, Reason: null, DecisionChannel.Web));

    private Task DenyAsync() => MayDeny
        ? DecideAsync(new DecisionForm(Approve: false, Duration: null, Denials.Words(why, text), DecisionChannel.Web))
        : Task.CompletedTask;

    private Task DecideAsync(DecisionForm form) => busy.RunAsync(async () =>
    {
        (problem, said) = (null, null);
        var me = await Me.ReadAsync(CancellationToken.None);
        await (form.Approve ? DecideAsync(me, form) : undo.RunAsync(() => DecideAsync(me, form)));
    });

    private async Task DecideAsync(Actor me, DecisionForm form)
    {
        var decided = await DecideRequest.RunAsync(me, Request.Id, form, CancellationToken.None);
        if (undo.Left)
            return;
        if (decided.Succeeded)
            await OnDecided.InvokeAsync(await NoteAsync(me, form));
        else if (decided.Refusal is Refusal.NeedsStepUp stronger)
            problem = await StepUp.BeginAsync(me, new KeptAction.Decide(Request.Id, form), stronger.Level, CancellationToken.None);
        else
            problem = decided.Refusal.Shown;
    }

    private async Task<DecidedNote> NoteAsync(Actor me, DecisionForm form) =>
        form.Approve && await ReadRequest.RunAsync(me, Request.Id, CancellationToken.None) is { Succeeded: true, Value: var view } ? DecidedNote.OfAgreeing(view)
        : new DecidedNote(form.Approve ? T($"Approved {DurationText.Format(form.Duration ?? Request.Duration)} for {Request.Requester}.") : T($"Denied. {Request.Requester} sees your reason."));

    private void BeginDenying() => (denying, said, focus) = (true, null, Focus.Reason);

    private void StopDenying() => (denying, focus) = (false, Focus.Deny);

    private void OnKey(KeyboardEventArgs pressed)
    {
        if (pressed.Key == "Escape")
            StopDenying();
    }

    /// <summary>What opens by a key has the keyboard, and gives it back.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var wanted = focus;
        focus = Focus.AsItIs;
        if (wanted == Focus.Reason)
            await reasons[Denials.Reasons[0].Reason].FocusAsync();
        else if (wanted == Focus.Deny && denyButton is not null)
            await denyButton.FocusAsync();
    }

    private enum Focus
    {
        AsItIs,
        Reason,
        Deny,
    }
}
