using JitPortal.Domain.Grants;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Grants.GrantEvent;
using static JitPortal.Domain.Grants.GrantState;

namespace JitPortal.Domain.Tests.Grants;

/// <summary>Every state with every event, written out: the table a reader can check against the vocabulary, not a second implementation.</summary>
public sealed class GrantTransitionsTests
{
    private static readonly (GrantState From, GrantEvent Happened, GrantState? To)[] Table =
    [
        (Scheduled, OpeningIntended, Provisioning),
        (Scheduled, PresenceObserved, null),
        (Scheduled, OpenDoubtful, null),
        (Scheduled, EndReached, null),
        (Scheduled, GivenBack, Ended),
        (Scheduled, RevokeAsked, Ended),
        (Scheduled, AbsenceEvidenced, null),
        (Scheduled, StartCancelled, Ended),
        (Scheduled, ForceClosed, null),

        (Provisioning, OpeningIntended, null),
        (Provisioning, PresenceObserved, Active),
        (Provisioning, OpenDoubtful, Revoking),
        (Provisioning, EndReached, Revoking),
        (Provisioning, GivenBack, Revoking),
        (Provisioning, RevokeAsked, Revoking),
        (Provisioning, AbsenceEvidenced, null),
        (Provisioning, StartCancelled, null),
        (Provisioning, ForceClosed, null),

        (Active, OpeningIntended, null),
        (Active, PresenceObserved, null),
        (Active, OpenDoubtful, null),
        (Active, EndReached, Revoking),
        (Active, GivenBack, Revoking),
        (Active, RevokeAsked, Revoking),
        (Active, AbsenceEvidenced, null),
        (Active, StartCancelled, null),
        (Active, ForceClosed, null),

        (Revoking, OpeningIntended, null),
        (Revoking, PresenceObserved, null),
        (Revoking, OpenDoubtful, null),
        (Revoking, EndReached, null),
        (Revoking, GivenBack, null),
        (Revoking, RevokeAsked, null),
        (Revoking, AbsenceEvidenced, Ended),
        (Revoking, StartCancelled, null),
        (Revoking, ForceClosed, Ended),

        (Ended, OpeningIntended, null),
        (Ended, PresenceObserved, null),
        (Ended, OpenDoubtful, null),
        (Ended, EndReached, null),
        (Ended, GivenBack, null),
        (Ended, RevokeAsked, null),
        (Ended, AbsenceEvidenced, null),
        (Ended, StartCancelled, null),
        (Ended, ForceClosed, null),
    ];

    [Fact]
    public void Next_EveryPair_FollowsTheTable()
    {
        foreach (var (from, happened, to) in Table)
            GrantTransitions.Next(from, happened).ShouldBe(to, $"{from} + {happened}");
    }

    [Fact]
    public void Table_ListsEveryPairOnce()
    {
        var every = from state in Enum.GetValues<GrantState>() from happened in Enum.GetValues<GrantEvent>() select (state, happened);

        Table.Select(row => (row.From, row.Happened)).ShouldBe(every);
    }

    [Fact]
    public void Next_UnknownStateOrEvent_IsRefused()
    {
        GrantTransitions.Next(default, OpeningIntended).ShouldBeNull();
        GrantTransitions.Next(Scheduled, default).ShouldBeNull();
    }

    [Fact]
    public void Next_Ended_IsFinal() => Enum.GetValues<GrantEvent>().ShouldAllBe(happened => GrantTransitions.Next(Ended, happened) == null);

    [Fact]
    public void Next_Revoking_LeavesOnlyWithEvidenceOrByForce() =>
        Enum.GetValues<GrantEvent>().Where(happened => GrantTransitions.Next(Revoking, happened) != null).ShouldBe([AbsenceEvidenced, ForceClosed]);

    [Fact]
    public void Next_AccessThatMayExist_NeverEndsWithoutRevoking()
    {
        foreach (var happened in Enum.GetValues<GrantEvent>())
        {
            GrantTransitions.Next(Provisioning, happened).ShouldNotBe(Ended);
            GrantTransitions.Next(Active, happened).ShouldNotBe(Ended);
        }
    }
}
