using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests;

public sealed class ValueListTests
{
    [Fact]
    public void Equals_SameContent_IsEqualWithTheSameHash()
    {
        ValueList<string> one = ["a", "b"];
        var other = new List<string> { "a", "b" }.ToValueList();

        one.ShouldBe(other);
        one.Equals(other).ShouldBeTrue();
        one.GetHashCode().ShouldBe(other.GetHashCode());
    }

    [Fact]
    public void Equals_OtherContentOrOrder_IsNot()
    {
        ValueList<string> one = ["a", "b"];

        one.Equals(["b", "a"]).ShouldBeFalse();
        one.Equals(["a"]).ShouldBeFalse();
        one.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void ToValueList_SourceChangedLater_IsNotSeen()
    {
        var source = new List<string> { "a" };
        var list = source.ToValueList();
        source.Add("b");

        list.Count.ShouldBe(1);
    }
}
