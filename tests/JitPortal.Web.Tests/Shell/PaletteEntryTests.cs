using JitPortal.Web.Shell;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

public sealed class PaletteEntryTests
{
    private static readonly PaletteEntry Orders = new("Request orders-db, Read", null, "zap", "/");

    [Theory]
    [InlineData("ord", true)]
    [InlineData("ORDERS read", true)]
    [InlineData("req ord", true)]
    [InlineData("ders", true)]
    [InlineData("orders write", false)]
    public void Rank_EveryWordMustOccur(string typed, bool found) => (Orders.Rank(typed.Split(' ')) > 0).ShouldBe(found);

    [Fact]
    public void Rank_ABeginning_CountsForMoreThanAMiddle() =>
        Orders.Rank(["ord"]).ShouldBeGreaterThan(new PaletteEntry("Request recorder", null, "zap", "/").Rank(["ord"]));
}
