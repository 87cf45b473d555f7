using JitPortal.Domain.Texts;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Texts;

public sealed class WrittenTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n\u00A0\u3000")]
    [InlineData("\u200B\u200C\u200D\uFEFF\u2060\u00AD")]
    [InlineData(" \u200B \u202E\u2066 \u061C ")]
    [InlineData("\u115F\u1160\u3164\uFFA0\u2800\uFE0F\u034F")]
    [InlineData("\U000E0041\U000E0100")]
    public void IsBlank_NothingThatTakesRoom_True(string? text)
    {
        Written.IsBlank(text).ShouldBeTrue();
        Written.Length(text).ShouldBe(0);
    }

    [Theory]
    [InlineData("Fix #41", 7)]
    [InlineData("  Fix\u200B #41\u2060  ", 7)]
    [InlineData("\u200B \u200Bx\u200B \u200B", 1)]
    [InlineData("a\r\n b", 5)]
    [InlineData("देरी", 4)]
    [InlineData("می\u200Cخواهم", 7)]
    [InlineData("🔥", 2)]
    public void Length_WhatCanBeSeen_IsCounted(string text, int length)
    {
        Written.IsBlank(text).ShouldBeFalse();
        Written.Length(text).ShouldBe(length);
    }
}
