using JitPortal.Application.Grants;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(8, 128)]
    [InlineData(9, 250)]
    [InlineData(1_000_000, 250)]
    [InlineData(int.MaxValue, 250)]
    public void Backoff_AfterFailures_DoublesUpToFiveMinutesWithJitter(int failures, double seconds)
    {
        var waits = Enumerable.Range(0, 300).Select(_ => Backoff.After(failures).TotalSeconds).ToList();

        waits.ShouldAllBe(w => w >= seconds * 0.8 && w <= seconds * 1.2);
        waits.ShouldAllBe(w => w <= 300);
        waits.Min().ShouldBeLessThan(seconds * 0.9);   // spread, so that many do not come back at once
        waits.Max().ShouldBeGreaterThan(seconds * 1.1);
    }
}
