using JitPortal.Domain.Audit;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Audit;

public sealed class ChainMarkTests
{
    private const string Link = "459ce83220e83359afd061ce68fb99855e4e980c5abde074a424f3aca0c9747e";

    [Fact]
    public void Parse_WhatWasSaid_IsTheSamePlace()
    {
        var mark = ChainMark.Of(3412, Convert.FromHexString(Link));

        mark.ToString().ShouldBe($"3412:{Link}");
        ChainMark.Parse($" 3412:{Link.ToUpperInvariant()} ").ShouldBe(mark);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3412")]
    [InlineData($"0:{Link}")]
    [InlineData($"-1:{Link}")]
    [InlineData($"3,412:{Link}")]
    [InlineData($"3412:{Link}00")]
    [InlineData($"3412:{Link}:1")]
    [InlineData("3412:zz9ce83220e83359afd061ce68fb99855e4e980c5abde074a424f3aca0c9747e")]
    public void Parse_AnythingElse_IsNoMark(string text) => ChainMark.Parse(text).ShouldBeNull();
}
