using CsCheck;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Approvals;

public sealed class StageCountTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Asked = TimeSpan.FromHours(4);
    private static readonly PersonId[] People = [.. Enumerable.Range(1, 6).Select(n => new PersonId(new Guid(n, 0, 0, new byte[8])))];
    private static readonly PersonId Requester = People[4];
    private static readonly PersonId Beneficiary = People[5];
    private static readonly HashSet<PersonId> Everybody = [.. People];
    private static readonly HashSet<PersonId> Nobody = [];

    [Fact]
    public void Count_NoVotes_IsPendingTheQuorum() => Count(2).ShouldBe(new StageResult.Pending(2));

    [Fact]
    public void Count_OneOfTwo_IsPendingOne() => Count(2, Approve(0)).ShouldBe(new StageResult.Pending(1));

    [Fact]
    public void Count_QuorumReached_PassesWithTheShortestDuration() =>
        Count(2, Approve(0, 3), Approve(1, 2)).ShouldBe(new StageResult.Passed(TimeSpan.FromHours(2)));

    [Fact]
    public void Count_ApprovedAsAsked_PassesWithWhatWasAsked() => Count(1, Approve(0)).ShouldBe(new StageResult.Passed(Asked));

    [Fact]
    public void Count_ApprovedLonger_NeverPassesWithMoreThanAsked() => Count(1, Approve(0, 9)).ShouldBe(new StageResult.Passed(Asked));

    [Fact]
    public void Count_SamePersonTwice_CountsOnce() => Count(2, Approve(0), Approve(0)).ShouldBe(new StageResult.Pending(1));

    [Fact]
    public void Count_OneDenial_DeniesEvenBesideAQuorum() => Count(1, Approve(0), Deny(1)).ShouldBe(new StageResult.Denied(People[1]));

    [Fact]
    public void Count_TwoDenials_NamesTheFirst() => Count(1, Deny(1, minute: 9), Deny(0, minute: 3)).ShouldBe(new StageResult.Denied(People[0]));

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Count_RequesterOrBeneficiary_NeverCountsWhateverTheMembershipSays(int person)
    {
        Count(1, Approve(person)).ShouldBe(new StageResult.Pending(1));
        Count(1, Deny(person)).ShouldBe(new StageResult.Pending(1));
    }

    [Fact]
    public void Count_VoterWhoLostMembership_DoesNotCount() =>
        StageCount.Of(Stage(1), Asked, [Approve(0)], new HashSet<PersonId> { People[1] }, new Parties(Requester, Beneficiary), Nobody).ShouldBe(new StageResult.Pending(1));

    [Fact]
    public void Count_VoterWhoCountedInAnEarlierStage_DoesNotCountAgain() =>
        StageCount.Of(Stage(1), Asked, [Approve(0)], Everybody, new Parties(Requester, Beneficiary), new HashSet<PersonId> { People[0] }).ShouldBe(new StageResult.Pending(1));

    [Fact]
    public void Count_ApprovalOfNoTime_IsABug() => Should.Throw<ArgumentOutOfRangeException>(() => Count(1, Approve(0, 0)));

    [Fact]
    public void Count_AnyVotes_IsBlindToTheirOrderAndNeedsThatManyDistinctPersons()
    {
        var vote = Gen.Select(Gen.Int[0, 5], Gen.Frequency((1, Choice.Deny), (6, Choice.Approve)), Gen.Int[1, 6], Gen.Int[0, 59], (who, choice, hours, minute) =>
            new Vote(People[who], choice, TimeSpan.FromHours(hours), Now.AddMinutes(minute)));
        vote.Array[1, 6].SelectMany(votes => Gen.Select(Gen.Const(votes), Gen.Shuffle(votes), Gen.Int[1, 4])).Sample(
            (votes, shuffled, quorum) =>
            {
                var result = Count(quorum, votes);
                Count(quorum, shuffled).ShouldBe(result);
                var others = votes.Where(one => one.Person != Requester && one.Person != Beneficiary).ToList();
                var agreeing = others.Where(one => one.Choice == Choice.Approve).Select(one => one.Person).Distinct().Count();
                if (others.Exists(one => one.Choice == Choice.Deny))
                    result.ShouldBeOfType<StageResult.Denied>();
                else if (agreeing < quorum)
                    result.ShouldBe(new StageResult.Pending(quorum - agreeing));
                else
                    result.ShouldBe(new StageResult.Passed(others.Select(one => one.Duration!.Value).Append(Asked).Min()));
            },
            iter: 1000);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(1, true)]
    [InlineData(240, true)]
    [InlineData(241, false)]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    public void Shorten_Durations_MayOnlyBeCut(int? minutes, bool accepted)
    {
        var shortened = Vote.Shorten(Asked, minutes is { } some ? TimeSpan.FromMinutes(some) : null);

        shortened.Succeeded.ShouldBe(accepted);
        if (accepted)
            shortened.Value.ShouldBe(TimeSpan.FromMinutes(minutes ?? 240));
    }

    private static StageResult Count(int quorum, params Vote[] votes) => StageCount.Of(Stage(quorum), Asked, votes, Everybody, new Parties(Requester, Beneficiary), Nobody);

    private static Stage Stage(int quorum) => new([new Approver.Group("owners")], quorum, TimeSpan.FromMinutes(30));

    private static Vote Approve(int person, double? hours = null) => new(People[person], Choice.Approve, hours is { } some ? TimeSpan.FromHours(some) : null, Now);

    private static Vote Deny(int person, int minute = 0) => new(People[person], Choice.Deny, null, Now.AddMinutes(minute));
}
