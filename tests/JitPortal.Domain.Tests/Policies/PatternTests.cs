using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Policies;

public sealed class PatternTests
{
    [Theory]
    [InlineData("CHG-[0-9]+", "CHG-12", true)]
    [InlineData("CHG-[0-9]+", "see CHG-12", false)]
    [InlineData("CHG-[0-9]+", "CHG-12\n", false)]
    [InlineData("a|b", "b", true)]
    [InlineData("a|b", "ab", false)]
    [InlineData(".*deploy.*", "we\ndeploy\nnow", true)]
    public void Matches_Text_OnlyAsAWhole(string pattern, string text, bool matches)
    {
        new Pattern(pattern).WhyUnusable().ShouldBeNull();
        new Pattern(pattern).Matches(text).ShouldBe(matches);
    }

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData("aa)|(?:b")]
    [InlineData("(?=x)y")]
    [InlineData(@"(a)\1")]
    [InlineData("((a{100}){100}){2}")]
    [InlineData("a{1001}")]
    public void WhyUnusable_NotSafe_SaysSoAndNeverMatches(string pattern)
    {
        new Pattern(pattern).WhyUnusable().ShouldNotBeNull();
        new Pattern(pattern).Matches("aa").ShouldBeFalse();
    }

    [Fact]
    public void WhyUnusable_TooLong_SaysHowLong() =>
        new Pattern(new string('a', Pattern.Longest + 1)).WhyUnusable().ShouldBe("Write a pattern of 1 to 200 characters.");

    /// <summary>A backtracking matcher takes longer than the age of the universe here.</summary>
    [Fact]
    public void Matches_PatternMadeToBacktrack_Answers() =>
        new Pattern("(a*)*(a*)*(a*)*b").Matches(new string('a', 2_000)).ShouldBeFalse();
}
