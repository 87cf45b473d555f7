using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>Approves several requests that are like earlier ones, each as asked and each as a decision of its own.</summary>
public sealed partial class BulkBar : IAsyncDisposable
{
    private readonly OneAtATime busy = new();
    private UndoWindow undo = null!;

    [Parameter, EditorRequired]
    public required IReadOnlyList<ApprovalItem> Items { get; set; }

    /// <summary>Done; carries what to show.</summary>
    [Parameter]
    public EventCallback<DecidedNote> OnDone { get; set; }

    /// <summary>What is being approved, from the click on; empty once it is done or undone.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<ApprovalItem>> OnUnderWay { get; set; }

    [Parameter]
    public EventCallback OnClear { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required DecideRequest DecideRequest { get; init; }

    [Inject] public required ReadRequest ReadRequest { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    protected override void OnInitialized() => undo = new UndoWindow(Time);

    /// <summary>Whoever approves and leaves has approved.</summary>
    public ValueTask DisposeAsync() => undo.DisposeAsync();

    private Task ApproveAsync() => busy.RunAsync(async () =>
    {
        var (me, chosen) = (await Me.ReadAsync(CancellationToken.None), Items);
        await OnUnderWay.InvokeAsync(chosen);
        await undo.RunAsync(() => ApproveAsync(me, chosen));
        if (!undo.Left)
            await OnUnderWay.InvokeAsync([]);
    });

    private async Task ApproveAsync(Actor me, IReadOnlyList<ApprovalItem> chosen)
    {
        var (approved, refused) = (0, new List<string>());
        foreach (var item in chosen)
        {
            var form = new DecisionForm(Approve: true, Duration: null, Reason: null, DecisionChannel.Web);
            var decided = await DecideRequest.RunAsync(me, item.Request.Id, form, CancellationToken.None);
            if (await WhyNotAsync(me, item, decided) is { } why)
                refused.Add($"{item.Request.Requester}, {item.Request.Resource}: {why}");
            else
                approved++;
        }
        if (!undo.Left)
            await OnDone.InvokeAsync(new DecidedNote(string.Join(' ', refused.Prepend(T($"Approved {approved}."))), refused.Count > 0 ? Tone.Bad : Tone.Good));
    }

    /// <summary>Where the policies refuse by now what was agreed to, it was not approved.</summary>
    private async Task<string?> WhyNotAsync(Actor me, ApprovalItem item, Outcome<Done> decided)
    {
        if (!decided.Succeeded)
            return decided.Refusal.Shown;
        var read = await ReadRequest.RunAsync(me, item.Request.Id, CancellationToken.None);
        return read is { Succeeded: true, Value: var view } && DecidedNote.OfAgreeing(view) is { Tone: Tone.Bad } note ? note.Words : null;
    }
}
