using JitPortal.Application.Approvals;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>One use of emergency access, with what the viewer owes it.</summary>
public sealed partial class ReviewCard
{
    private string explanation = "";
    private string finding = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required PostReviewView Review { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ExplainEmergency ExplainEmergency { get; init; }

    [Inject] public required ReviewEmergency ReviewEmergency { get; init; }

    private string HeadingId => $"review-{Review.Request.Id}-heading";

    private string ExplainId => $"explain-{Review.Request.Id}";

    private string FindingId => $"finding-{Review.Request.Id}";

    private Chip State => Review.State switch
    {
        PostReviewState.Accepted => new(T("Accepted"), "check", Tone.Good),
        PostReviewState.Disputed => new(T("Disputed"), "warn", Tone.Bad),
        PostReviewState.Overdue => new(T($"Overdue since {Clock.Short(Review.DueAt)}"), "warn", Tone.Bad),
        PostReviewState.Due => new(T($"Due {Clock.Short(Review.DueAt)}"), "clock", Tone.Waiting),
        _ => throw new InvalidOperationException($"A review cannot be {Review.State}."),
    };

    protected override void OnInitialized() => explanation = Review.Explanation ?? "";

    private Task ExplainAsync() => RunAsync(async () => await ExplainEmergency.RunAsync(await Me.ReadAsync(CancellationToken.None), Review.Request.Id, explanation, CancellationToken.None));

    private Task JudgeAsync(bool accept) => RunAsync(async () =>
        await ReviewEmergency.RunAsync(await Me.ReadAsync(CancellationToken.None), Review.Request.Id, new ReviewForm(accept, finding.Trim()), CancellationToken.None));

    private Task RunAsync(Func<Task<Outcome<Done>>> work) => busy.RunAsync(async () =>
    {
        problem = (await work()).Refusal?.Shown;
        await OnChanged.InvokeAsync();
    });
}
