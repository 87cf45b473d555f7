using System.Globalization;
using JitPortal.Domain.Texts;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Texts.Text;

namespace JitPortal.Domain.Tests.Texts;

public sealed class TextTests : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;
    private readonly CultureInfo beforeWords = CultureInfo.CurrentUICulture;

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeWords);

    [Theory]
    [InlineData("")]
    [InlineData("en")]
    [InlineData("en-GB")]
    [InlineData("qaa")]
    public void T_EnglishOrALanguageWithoutTexts_IsTheSentenceAsItStands(string language)
    {
        Speak(language);
        var end = 2.5;

        T("Ends {soon}").ShouldBe("Ends {soon}");
        T($"Ends {end:0.00} for {"Bo",4} {{now}}, “{null}”").ShouldBe("Ends 2.50 for   Bo {now}, “”");
    }

    [Fact]
    public void T_AnotherLanguage_WritesFiguresAsItDoes()
    {
        Speak("da");
        var hours = 2.5;

        T($"Ends in {hours:0.0} h").ShouldBe("Ends in 2,5 h");
    }

    [Fact]
    public void T_PseudoLocale_IsMarkedAccentedAndLongerWithItsHolesFilled()
    {
        Speak(PseudoLocale.Name);
        var who = "Bo Ende";

        T("Ends").ShouldBe("⟦Ééńďś⟧");
        T($"Ends for {who}, {{0}}").ShouldBe("⟦Ééńďś fóóŕ Bo Ende, {0}⟧");
        T("What you hold stays open until its end").Length.ShouldBeGreaterThan("What you hold stays open until its end".Length * 5 / 4);
    }

    [Fact]
    public void Both_PseudoLocale_IsRecordedInEnglishWithPlainFiguresAndShownInIt()
    {
        Speak("da");
        var hours = 2.5;
        Both($"{hours:0.0} h left").ShouldBe(new Said("2.5 h left", "2,5 h left"));   // no texts, but its figures
        Speak(PseudoLocale.Name);

        Both("Ends").ShouldBe(new Said("Ends", "⟦Ééńďś⟧"));
        Both($"{Both("Ends")} for {"Bo"}").ShouldBe(new Said("Ends for Bo", "⟦⟦Ééńďś⟧ fóóŕ Bo⟧"));
        T($"{Both("Ends")} so").ShouldBe("⟦⟦Ééńďś⟧ śóó⟧");
        $"{Both("Ends")} so".ShouldBe("Ends so", "what is put together without T is for the record");
    }

    [Fact]
    public void Refusal_PseudoLocale_KeepsBoth()
    {
        Speak(PseudoLocale.Name);
        Refusal refusal = new Refusal.Invalid([new FieldError("name", Both("Ends")), new FieldError("role", "as it was written")]);

        refusal.Message.ShouldBe("Ends as it was written");
        refusal.Shown.ShouldBe("⟦Ééńďś⟧ as it was written");
    }

    [Fact]
    public void TextHandler_SeveralHoles_AreNumberedInTheirOrderWithTheirFormat()
    {
        var handler = new TextHandler(0, 3);
        handler.AppendFormatted(1, "0.#");
        handler.AppendLiteral(" of {");
        handler.AppendFormatted("Bo", -5);
        handler.AppendFormatted(2, 3, "x");

        handler.Key.ShouldBe("{0:0.#} of {{{1,-5}{2,3:x}");
    }

    [Theory]
    [InlineData("Story", "Story")]
    [InlineData("story", "…story")]
    [InlineData("{0} left", "{0} left")]
    [InlineData("", "")]
    public void NameOf_SmallLetterFirst_HasAnEllipsis(string text, string name) => NameOf(text).ShouldBe(name);

    [Theory]
    [InlineData("en-GB", true)]
    [InlineData("qps-ploc", true)]
    [InlineData("fi", false)]
    public void IsWrittenIn_Language_IsSo(string language, bool written) => IsWrittenIn(CultureInfo.GetCultureInfo(language)).ShouldBe(written);

    private static void Speak(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
}
