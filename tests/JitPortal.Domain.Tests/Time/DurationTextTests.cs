using System.Globalization;
using CsCheck;
using JitPortal.Domain.Time;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Time;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90m", 5400)]
    [InlineData("2h30", 9000)]
    [InlineData("2h05", 7500)]
    [InlineData("2 h 30", 9000)]
    [InlineData("2 h 30 min", 9000)]
    [InlineData("2h30m15s", 9015)]
    [InlineData("1h", 3600)]
    [InlineData(" 1H ", 3600)]
    [InlineData("1 hour", 3600)]
    [InlineData("2 hours 5 minutes", 7500)]
    [InlineData("1 hr 1 min 1 sec", 3661)]
    [InlineData("1d", 86400)]
    [InlineData("1 d 12 h", 129600)]
    [InlineData("45s", 45)]
    [InlineData("0m", 0)]
    [InlineData("PT90M", 5400)]
    [InlineData("pt2h30m", 9000)]
    [InlineData("P1DT1S", 86401)]
    [InlineData("P2D", 172800)]
    public void Parse_Accepted_IsThatLong(string text, int seconds) => DurationText.Parse(text).Value.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("90")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("1,5h")]
    [InlineData("2h90")]
    [InlineData("30m2h")]
    [InlineData("1h1h")]
    [InlineData("1 week")]
    [InlineData("2:30")]
    [InlineData("12345678h")]
    [InlineData("١h")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("P1DT")]
    [InlineData("PT1.5H")]
    public void Parse_AnythingElse_IsRefusedAndSaysWhatWouldBeAccepted(string? text)
    {
        var error = DurationText.Parse(text).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.Single();

        error.Field.ShouldBe("duration");
        error.Message.ShouldEndWith("is not a length of time. Write for example 90m, 2h30, 2 h 30 min, 1d or PT90M.");
    }

    [Theory]
    [InlineData(5400, "1 h 30 min")]
    [InlineData(2700, "45 min")]
    [InlineData(3600, "1 h")]
    [InlineData(86400, "24 h")]
    [InlineData(172799, "47 h 59 min 59 s")]
    [InlineData(172800, "2 d")]
    [InlineData(194400, "2 d 6 h")]
    [InlineData(30, "30 s")]
    [InlineData(0, "0 min")]
    [InlineData(-5400, "−1 h 30 min")]
    public void Format_Durations_ReadNaturally(int seconds, string text) => DurationText.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void FormatParse_AnyWholeSeconds_IsTheSame() =>
        Gen.OneOf(Gen.Long[0, 200_000], Gen.Long[0, 9_999_999L * 86400]).Sample(
            seconds => DurationText.Parse(DurationText.Format(TimeSpan.FromSeconds(seconds))).Value.ShouldBe(TimeSpan.FromSeconds(seconds)),
            iter: 2000);

    [Fact]
    public void Parse_LargestNumbers_DoNotOverflow() => DurationText.Parse("9999999d9999999h9999999m9999999s").Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void FormatParse_AnotherCulture_IsTheSame(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            DurationText.Format(TimeSpan.FromHours(1234)).ShouldBe("51 d 10 h");
            DurationText.Parse("2 H 30 MIN").Value.ShouldBe(TimeSpan.FromMinutes(150));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
