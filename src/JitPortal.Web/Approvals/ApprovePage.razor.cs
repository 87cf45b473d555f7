using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Web.Requests;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>
/// Decides from a link in a message: plain HTML and form posts, because phones lose circuits. Opening it never decides anything, and
/// the same address tells the outcome for ever.
/// </summary>
public sealed partial class ApprovePage
{
    private Actor? me;
    private RequestView? view;
    private IReadOnlyList<ApprovalItem> waiting = [];
    private ApprovalItem? next;
    private string? problem;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm(FormName = "decide")]
    public Decision? Answer { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    /// <summary>The page does not change by itself, so what was approved gets a moment to open: 2 seconds.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(2);

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ApprovalDesk Desk { get; init; }

    [Inject] public required StepUp StepUp { get; init; }

    [Inject] public required AwaitRequest Await { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private RequestId RequestId => new(Id);

    private RequestSummary Request => view!.Summary;

    private ApprovalItem? Item => waiting.FirstOrDefault(item => item.Request.Id == RequestId);

    private string? Place => waiting.Select((item, index) => (item, index)).FirstOrDefault(x => x.item.Request.Id == RequestId) is ({ }, var at) ? T($"{at + 1} of {waiting.Count}") : null;

    private DateTimeOffset Ends => Request.EndIfAgreed(Clock.Now, Request.Duration);

    private TimeSpan? Shorter => Denials.Shorter(Request.Duration) is [var longest, ..] ? longest : null;

    private Chip Words => RequestWords.Of(Request);

    private string Title => view is null ? T("Approval") : $"{Request.Requester}: {Request.Resource}, {Request.Role}";

    private string Outcome => view!.Grant is { State: Domain.Grants.GrantState.Active, EndsAt: { } end } ? T($"{Words.Word}, until {Clock.Spoken(end)}") : Words.Word;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        me = await Me.ReadAsync(CancellationToken.None);
        (view, waiting) = await Desk.ReadAsync(me, RequestId, CancellationToken.None);
        next = waiting.FirstOrDefault(item => item.Request.Id != RequestId);
    }

    private Task DecideAsync() => Answer?.Choice switch
    {
        "approve" => DecideAsync(new DecisionForm(Approve: true, Duration: null, Reason: null, DecisionChannel.Phone)),
        "shorter" => DecideAsync(new DecisionForm(Approve: true, Shorter, Reason: null, DecisionChannel.Phone)),
        "deny" => DecideAsync(new DecisionForm(Approve: false, Duration: null, Denials.Words(Answer.Why ?? "", Answer.Words ?? ""), DecisionChannel.Phone)),
        "ask" => DoAsync(actor => Desk.AskAsync(actor, RequestId, Answer.Question ?? "", CancellationToken.None)),
        "pass-on" => DoAsync(actor => Desk.PassOnAsync(actor, RequestId, new PassOnForm(To, Answer.Remark), CancellationToken.None)),
        _ => Task.CompletedTask,
    };

    /// <summary>Nobody, where none was chosen, which the use case refuses.</summary>
    private PersonId To => Guid.TryParse(Answer?.To, out var id) ? new PersonId(id) : default;

    private Task DecideAsync(DecisionForm form) =>
        DoAsync(actor => Desk.DecideAsync(actor, RequestId, form, CancellationToken.None), new KeptAction.Decide(RequestId, form));

    private Task TakeBackAsync() => view?.Grant is { } grant
        ? DoAsync(actor => Desk.TakeBackAsync(actor, grant.Id, "Taken back by the approver.", CancellationToken.None))
        : Task.CompletedTask;

    /// <summary>Afterwards the browser loads the page anew, so that going back or loading again sends nothing twice.</summary>
    /// <param name="what">What is done.</param>
    /// <param name="kept">The same for later, where it may need a stronger sign-in first.</param>
    private async Task DoAsync(Func<Actor, Task<Outcome<Done>>> what, KeptAction? kept = null)
    {
        var actor = await Me.ReadAsync(CancellationToken.None);
        var done = await what(actor);
        if (done.Succeeded)
        {
            if (kept is KeptAction.Decide { Form.Approve: true })
                await Await.RunAsync(actor, RequestId, Opening, CancellationToken.None);
            Navigation.NavigateTo($"/approve/{RequestId}");
            return;
        }
        problem = done.Refusal is Refusal.NeedsStepUp stronger && kept is not null
            ? await StepUp.BeginAsync(actor, kept, stronger.Level, CancellationToken.None)
            : done.Refusal.Shown;
        await ReadAsync();
    }

    /// <summary>What the form sends.</summary>
    public sealed class Decision
    {
        public string? Choice { get; set; }

        public string? Why { get; set; }

        public string? Words { get; set; }

        public string? Question { get; set; }

        public string? To { get; set; }

        public string? Remark { get; set; }
    }
}
