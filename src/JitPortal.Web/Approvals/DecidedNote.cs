using JitPortal.Application.Requests;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Approvals;

/// <summary>What is said to whoever has just decided.</summary>
public sealed record DecidedNote(string Words, Tone Tone = Tone.Good)
{
    /// <summary>Agreeing is one thing and what becomes of it another: the policies may refuse it by now, or more people have to agree.</summary>
    public static DecidedNote OfAgreeing(RequestView view) => view.Summary.State switch
    {
        RequestState.Approved => new(T($"Approved {DurationText.Format(view.ApprovedDuration ?? view.Summary.Duration)} for {view.Summary.Requester}.")),
        RequestState.AwaitingApproval or RequestState.AwaitingStepUp => new(T($"You agreed. It still waits for {view.WaitingFor ?? T("others")}."), Tone.Waiting),
        _ => new(T($"You agreed, but it was refused. {WhyNot(view)}"), Tone.Bad),
    };

    private static string? WhyNot(RequestView view) => view.Timeline.LastOrDefault(entry => entry.Type == AuditTypes.RequestRefused)?.Note;
}
