using JitPortal.Domain.Requests;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Requests.RequestEvent;
using static JitPortal.Domain.Requests.RequestState;

namespace JitPortal.Domain.Tests.Requests;

/// <summary>Every state with every event, written out: the table a reader can check against the vocabulary, not a second implementation.</summary>
public sealed class RequestTransitionsTests
{
    private static readonly (RequestState From, RequestEvent Happened, RequestState? To)[] Table =
    [
        (Submitted, AllowedByPolicy, Approved),
        (Submitted, RefusedByPolicy, Denied),
        (Submitted, StagesOpened, AwaitingApproval),
        (Submitted, StagePassed, null),
        (Submitted, LastStagePassed, null),
        (Submitted, DeniedByApprover, null),
        (Submitted, TakenBack, null),
        (Submitted, TimedOut, null),
        (Submitted, StepUpAsked, null),
        (Submitted, StepUpGiven, null),

        (AwaitingApproval, AllowedByPolicy, null),
        (AwaitingApproval, RefusedByPolicy, Denied),
        (AwaitingApproval, StagesOpened, null),
        (AwaitingApproval, StagePassed, AwaitingApproval),
        (AwaitingApproval, LastStagePassed, Approved),
        (AwaitingApproval, DeniedByApprover, Denied),
        (AwaitingApproval, TakenBack, Withdrawn),
        (AwaitingApproval, TimedOut, Lapsed),
        (AwaitingApproval, StepUpAsked, AwaitingStepUp),
        (AwaitingApproval, StepUpGiven, null),

        (Approved, AllowedByPolicy, null),
        (Approved, RefusedByPolicy, null),
        (Approved, StagesOpened, null),
        (Approved, StagePassed, null),
        (Approved, LastStagePassed, null),
        (Approved, DeniedByApprover, null),
        (Approved, TakenBack, null),
        (Approved, TimedOut, null),
        (Approved, StepUpAsked, null),
        (Approved, StepUpGiven, null),

        (Denied, AllowedByPolicy, null),
        (Denied, RefusedByPolicy, null),
        (Denied, StagesOpened, null),
        (Denied, StagePassed, null),
        (Denied, LastStagePassed, null),
        (Denied, DeniedByApprover, null),
        (Denied, TakenBack, null),
        (Denied, TimedOut, null),
        (Denied, StepUpAsked, null),
        (Denied, StepUpGiven, null),

        (Withdrawn, AllowedByPolicy, null),
        (Withdrawn, RefusedByPolicy, null),
        (Withdrawn, StagesOpened, null),
        (Withdrawn, StagePassed, null),
        (Withdrawn, LastStagePassed, null),
        (Withdrawn, DeniedByApprover, null),
        (Withdrawn, TakenBack, null),
        (Withdrawn, TimedOut, null),
        (Withdrawn, StepUpAsked, null),
        (Withdrawn, StepUpGiven, null),

        (Lapsed, AllowedByPolicy, null),
        (Lapsed, RefusedByPolicy, null),
        (Lapsed, StagesOpened, null),
        (Lapsed, StagePassed, null),
        (Lapsed, LastStagePassed, null),
        (Lapsed, DeniedByApprover, null),
        (Lapsed, TakenBack, null),
        (Lapsed, TimedOut, null),
        (Lapsed, StepUpAsked, null),
        (Lapsed, StepUpGiven, null),

        (AwaitingStepUp, AllowedByPolicy, null),
        (AwaitingStepUp, RefusedByPolicy, Denied),
        (AwaitingStepUp, StagesOpened, AwaitingApproval),
        (AwaitingStepUp, StagePassed, null),
        (AwaitingStepUp, LastStagePassed, null),
        (AwaitingStepUp, DeniedByApprover, null),
        (AwaitingStepUp, TakenBack, Withdrawn),
        (AwaitingStepUp, TimedOut, Lapsed),
        (AwaitingStepUp, StepUpAsked, null),
        (AwaitingStepUp, StepUpGiven, Approved),
    ];

    [Fact]
    public void Next_EveryPair_FollowsTheTable()
    {
        foreach (var (from, happened, to) in Table)
            RequestTransitions.Next(from, happened).ShouldBe(to, $"{from} + {happened}");
    }

    [Fact]
    public void Table_ListsEveryPairOnce()
    {
        var every = from state in Enum.GetValues<RequestState>() from happened in Enum.GetValues<RequestEvent>() select (state, happened);

        Table.Select(row => (row.From, row.Happened)).ShouldBe(every);
    }

    [Fact]
    public void Next_UnknownStateOrEvent_IsRefused()
    {
        RequestTransitions.Next(default, AllowedByPolicy).ShouldBeNull();
        RequestTransitions.Next(Submitted, default).ShouldBeNull();
    }

    [Theory]
    [InlineData(Approved)]
    [InlineData(Denied)]
    [InlineData(Withdrawn)]
    [InlineData(Lapsed)]
    public void Next_TerminalState_IsFinal(RequestState terminal) =>
        Enum.GetValues<RequestEvent>().ShouldAllBe(happened => RequestTransitions.Next(terminal, happened) == null);

    [Fact]
    public void Next_AnyState_NeverLeadsBackToSubmitted() => Table.ShouldAllBe(row => RequestTransitions.Next(row.From, row.Happened) != Submitted);
}
