namespace JitPortal.Domain.Approvals;

/// <summary>Where the review of an emergency access stands. Stored as numbers; never renumber.</summary>
public enum PostReviewState
{
    /// <summary>To be judged by its due date.</summary>
    Due = 1,

    /// <summary>A reviewer found that it was right.</summary>
    Accepted = 2,

    /// <summary>A reviewer found that it was not.</summary>
    Disputed = 3,

    /// <summary>Not judged in time; until it is, its holder has no emergency access.</summary>
    Overdue = 4,
}

/// <summary>What can happen to such a review.</summary>
public enum PostReviewEvent
{
    AcceptedByReviewer,
    DisputedByReviewer,
    DueDatePassed,
}

/// <summary>The one table of its moves. A pair that is absent is refused, never ignored.</summary>
public static class PostReviewTransitions
{
    public static PostReviewState? Next(PostReviewState from, PostReviewEvent happened) => (from, happened) switch
    {
        (PostReviewState.Due or PostReviewState.Overdue, PostReviewEvent.AcceptedByReviewer) => PostReviewState.Accepted,
        (PostReviewState.Due or PostReviewState.Overdue, PostReviewEvent.DisputedByReviewer) => PostReviewState.Disputed,
        (PostReviewState.Due, PostReviewEvent.DueDatePassed) => PostReviewState.Overdue,
        _ => null,
    };
}
