using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Policies.Truth;

namespace JitPortal.Domain.Tests.Policies;

public sealed class KleeneTests
{
    [Theory]
    [InlineData(True, True, True, True)]
    [InlineData(True, Unknown, Unknown, True)]
    [InlineData(True, False, False, True)]
    [InlineData(Unknown, True, Unknown, True)]
    [InlineData(Unknown, Unknown, Unknown, Unknown)]
    [InlineData(Unknown, False, False, Unknown)]
    [InlineData(False, True, False, True)]
    [InlineData(False, Unknown, False, Unknown)]
    [InlineData(False, False, False, False)]
    public void AndOr_EveryPair_FollowsTheTable(Truth left, Truth right, Truth and, Truth or)
    {
        Kleene.And(left, right).ShouldBe(and);
        Kleene.Or(left, right).ShouldBe(or);
    }

    [Theory]
    [InlineData(True, False)]
    [InlineData(Unknown, Unknown)]
    [InlineData(False, True)]
    public void Not_EveryValue_FollowsTheTable(Truth truth, Truth not) => Kleene.Not(truth).ShouldBe(not);
}
