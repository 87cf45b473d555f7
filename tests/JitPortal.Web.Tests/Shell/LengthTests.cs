using JitPortal.Web.Shell;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

public sealed class LengthTests
{
    [Theory]
    [InlineData(-5, "no time left")]
    [InlineData(0, "no time left")]
    [InlineData(59.2, "60 s left")]
    [InlineData(119, "119 s left")]
    [InlineData(121, "2 min left")]
    [InlineData(41 * 60 + 59, "41 min left")]
    [InlineData(3900, "1 h 5 min left")]
    public void Left_ShowsSecondsOnlyWhereTheyMatter(double seconds, string expected) => Length.Left(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);
}
