using JitPortal.Web.Requests;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Requests;

public sealed class LengthChoiceTests
{
    [Theory]
    [InlineData(15, 15)]
    [InlineData(40, 30)]
    [InlineData(60, 60)]
    [InlineData(480, 60)]
    [InlineData(0, 15)]
    public void AtMost_LongestAllowed_StartsWithTheUsualHourOrLess(int longest, int expected) =>
        LengthChoice.AtMost(TimeSpan.FromMinutes(longest)).Duration.ShouldBe(TimeSpan.FromMinutes(expected));

    [Theory]
    [InlineData("90m", 90)]
    [InlineData("PT2H", 120)]
    public void Start_LengthFromALink_IsTaken(string link, int minutes) =>
        RequestDraft.Start(link, "because", TimeSpan.FromHours(1)).Duration.ShouldBe(TimeSpan.FromMinutes(minutes));

    [Theory]
    [InlineData("90")]
    [InlineData("an hour")]
    public void Start_NoLengthFromALink_IsShownAsItWasWritten(string link) =>
        RequestDraft.Start(link, "because", TimeSpan.FromHours(1)).ShouldSatisfyAllConditions(d => d.Length.ShouldBe(new LengthChoice(Preset: null, link)), d => d.Duration.ShouldBeNull());

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Start_NothingFromALink_IsTheUsualLength(string? link) => RequestDraft.Start(link, null, TimeSpan.FromHours(1)).Duration.ShouldBe(TimeSpan.FromHours(1));

    [Theory]
    [InlineData("0m")]
    [InlineData("soon")]
    [InlineData("")]
    public void Duration_NothingOrZero_IsNoLength(string typed) => new LengthChoice(Preset: null, typed).Duration.ShouldBeNull();
}
