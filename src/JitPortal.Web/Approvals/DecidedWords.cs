using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;

namespace JitPortal.Web.Approvals;

/// <summary>Who decided, and how, as a sentence.</summary>
public static class DecidedWords
{
    /// <summary>"You approved 30 min of 1 h", "Ann Lowe for Bo Berg denied it: “Wrong person”".</summary>
    public static string Of(DecidedVote vote, TimeSpan asked)
    {
        var who = (vote.IsMine ? T("You") : vote.By) + (vote.InSeatOf is null ? "" : $" {T($"for {vote.InSeatOf}")}");
        var what = !vote.Approves ? T("denied it") : vote.Duration < asked ? T($"approved {DurationText.Format(vote.Duration)} of {DurationText.Format(asked)}") : T($"approved {DurationText.Format(asked)}");
        return string.IsNullOrEmpty(vote.Reason) ? T($"{who} {what}") : T($"{who} {what}: “{vote.Reason}”");
    }

    /// <summary>Why it does not wait although nobody decided.</summary>
    public static string WithoutVotes(RequestSummary request) => request.State switch
    {
        RequestState.Withdrawn => T($"{request.Requester} took it back"),
        RequestState.Lapsed when request.IsExtension => T("Lapsed"),   // nobody decided, or there was nothing to extend any more
        RequestState.Lapsed => T("Nobody decided in time"),
        _ => T("Decided by the policies"),
    };
}
