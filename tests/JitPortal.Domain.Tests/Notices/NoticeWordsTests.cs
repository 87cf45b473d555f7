using System.Globalization;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Notices;

public sealed class NoticeWordsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 19, 15, 12, 0, TimeSpan.Zero);

    private static readonly NoticeMatter Asked = new(NoticeKind.RequestWaits, ToHolder: false)
    {
        What = "ledger-db Write",
        Holder = "Jon Sørli",
        Length = TimeSpan.FromHours(2),
        DecideBy = At,
        Ends = At,
        Reason = "Refunds are stuck",
        Target = "orders",
        Number = "REQ-17",
    };

    [Fact]
    public void Of_WaitingRequest_SaysWhoWhatHowLongAndDecideByAndBeginsWithTheReason() =>
        Words(Asked).ShouldBe(new NoticeText("Jon Sørli: ledger-db Write, 2 h — decide by 15:12", "Refunds are stuck"));

    [Fact]
    public void Of_WaitingExtension_SaysThatItIsOne() =>
        Words(Asked with { IsExtension = true }).Title.ShouldBe("Jon Sørli: ledger-db Write, extension by 2 h — decide by 15:12");

    [Fact]
    public void Of_ApprovedExtension_SaysThatItIsAddedToTheEnd() =>
        Words(Asked with { Kind = NoticeKind.RequestApproved, Actor = "Bo Berg", IsExtension = true })
            .ShouldBe(new NoticeText("Approved: ledger-db Write, extension by 2 h", "Bo Berg agreed. It is added to the end that stands."));

    [Fact]
    public void Of_Reminder_SaysSo() => Words(Asked with { Kind = NoticeKind.RequestStillWaits }).Title.ShouldStartWith("Reminder: Jon Sørli: ledger-db Write");

    [Fact]
    public void Of_PassedOn_NamesBothAndDecideByAndBeginsWithTheRemark() =>
        Words(Asked with { Kind = NoticeKind.RequestPassedOn, Actor = "Bo Berg", Said = "You know the ledger" })
            .ShouldBe(new NoticeText("Bo Berg passed Jon Sørli’s request on to you: ledger-db Write, 2 h — decide by 15:12", "You know the ledger"));

    [Fact]
    public void Of_PassedOnWithoutARemark_BeginsWithTheReason() =>
        Words(Asked with { Kind = NoticeKind.RequestPassedOn, Actor = "Bo Berg" }).First.ShouldBe("Refunds are stuck");

    [Fact]
    public void Of_Question_SaysWhoAsksAndUntilWhenAnAnswerHelps() =>
        Words(Asked with { Kind = NoticeKind.QuestionAsked, Actor = "Bo Berg", Said = "Which refunds?" })
            .ShouldBe(new NoticeText("Bo Berg asks about your request: ledger-db Write, 2 h — answer by 15:12", "Which refunds?"));

    [Fact]
    public void Of_Answer_SaysWhoseItIsAndDecideBy() =>
        Words(Asked with { Kind = NoticeKind.QuestionAnswered, Actor = "Jon Sørli", Said = "The stuck ones" })
            .ShouldBe(new NoticeText("Jon Sørli answered: ledger-db Write, 2 h — decide by 15:12", "The stuck ones"));

    [Fact]
    public void Of_DecidedByAnother_NamesThemAndThatNothingIsLeftToDo() =>
        Words(Asked with { Kind = NoticeKind.NothingToDo, Actor = "Bo Berg", Event = AuditTypes.RequestApproved })
            .ShouldBe(new NoticeText("Bo Berg approved: Jon Sørli, ledger-db Write, 2 h", "Nothing to do."));

    [Theory]
    [InlineData(null, "Lapsed, nobody decided in time: Jon Sørli, ledger-db Write, 2 h", "Nothing to do.")]
    [InlineData("The sign-in was not given.", "Lapsed: Jon Sørli, ledger-db Write, 2 h", "The sign-in was not given. Nothing to do.")]
    public void Of_LapsedForWhoWasAsked_SaysWhy(string? said, string title, string first) =>
        Words(Asked with { Kind = NoticeKind.NothingToDo, Event = AuditTypes.RequestLapsed, Said = said }).ShouldBe(new NoticeText(title, first));

    [Fact]
    public void Of_EndingSoon_SaysWhenAndThatSessionsAreCut() =>
        Words(Asked with { Kind = NoticeKind.EndingSoon, Length = TimeSpan.FromMinutes(10) })
            .ShouldBe(new NoticeText("ledger-db Write ends in 10 min, at 15:12", "Open sessions are cut then. If you need longer, extend it before."));

    [Theory]
    [InlineData("Revoked", "Tove Dahl took it away: ledger-db Write")]
    [InlineData("Locked", "Locked: ledger-db Write")]
    public void Of_AccessTakenAway_SaysByWhom(string reason, string title) =>
        Words(Asked with { Kind = NoticeKind.AccessRevoked, Actor = "Tove Dahl", EndReason = reason }).Title.ShouldBe(title);

    [Fact]
    public void Of_EmergencyAccess_SaysWhoWhatHowLongAndReviewByAndBeginsWithTheReason() =>
        Words(Asked with { Kind = NoticeKind.EmergencyOpened })
            .ShouldBe(new NoticeText("Emergency access: Jon Sørli: ledger-db Write, 2 h — review by 15:12", "Refunds are stuck"));

    [Fact]
    public void Of_NotEvidencedForAdministrators_CountsOnDeadTargets() =>
        Words(Asked with { Kind = NoticeKind.EndNotEvidenced, Count = 41 }).Title.ShouldBe("41 removals on orders are not confirmed");

    /// <summary>Every kind has words and belongs to a topic, whatever is not known of it.</summary>
    [Fact]
    public void Of_EveryKindWithoutAnyFacts_HasATitleAndAFirstLine()
    {
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            foreach (var toHolder in new[] { true, false })
            {
                var text = Words(new NoticeMatter(kind, toHolder));
                text.ShouldSatisfyAllConditions(t => t.Title.ShouldNotBeNullOrWhiteSpace(kind.ToString()), t => t.First.ShouldNotBeNullOrWhiteSpace(kind.ToString()));
                NoticeTopics.All.ShouldContain(NoticeTopics.Of(kind, toHolder), kind.ToString());
            }
        }
    }

    [Theory]
    [InlineData(NoticeTopic.ToDecide, null, true)]
    [InlineData(NoticeTopic.AccessOpen, null, false)]
    [InlineData(NoticeTopic.AccessOpen, NoticeTopic.None, true)]
    [InlineData(NoticeTopic.ToDecide, NoticeTopic.ToDecide, false)]
    [InlineData(NoticeTopic.Alarms, NoticeTopic.Alarms, true)]
    public void IsMailed_ByChoice_AlarmsAlways(NoticeTopic topic, NoticeTopic? off, bool mailed) => NoticeTopics.IsMailed(topic, off).ShouldBe(mailed);

    private static NoticeText Words(NoticeMatter matter) => NoticeWords.Of(matter, at => at.ToString("HH:mm", CultureInfo.InvariantCulture));
}
