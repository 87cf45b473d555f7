using JitPortal.Application.Approvals;
using JitPortal.Domain.Approvals;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>What opened without asking anybody: the holder explains it, a reviewer judges it.</summary>
public sealed partial class ReviewsPage
{
    private IReadOnlyList<PostReviewView>? reviews;

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListPostReviews ListPostReviews { get; init; }

    private string Summary => reviews switch
    {
        null => T("Reading what opened without approval"),
        [] => T("Nothing of yours, or for you to judge, opened without approval."),
        _ when Count(PostReviewState.Overdue) is > 0 and var overdue => T($"{overdue} overdue: until they are judged, their holders have no emergency access."),
        _ when Count(PostReviewState.Due) is > 0 and var due => T($"{due} to be judged."),
        _ => T("All of them have been judged."),
    };

    private int Count(PostReviewState state) => reviews!.Count(review => review.State == state);

    private async Task ReadAsync() => reviews = await ListPostReviews.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
}
