using System.Globalization;
using Bunit;
using JitPortal.Web.Policies;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Policies;

/// <summary>Ticking some of many.</summary>
public sealed class SeveralChoicesTests : BunitContext
{
    [Fact]
    public void ShortList_ShowsAllAndOffersNoSearch()
    {
        var choices = Show(40, []);

        Labels(choices).Count.ShouldBe(40);
        choices.FindAll("[type=search]").ShouldBeEmpty();
        choices.FindAll("[role=status]").ShouldBeEmpty();
    }

    [Fact]
    public void LongList_ShowsWhatIsTickedFirstThenOthersAndSaysHowManyMore()
    {
        var choices = Show(300, [250, 299]);

        Labels(choices).Take(3).ShouldBe(["Thing 250", "Thing 299", "Thing 000"]);
        Labels(choices).Count.ShouldBe(40);
        choices.Find("[role=status]").TextContent.ShouldBe("260 more: type to find them.");
    }

    [Fact]
    public async Task LongList_AFewLetters_FindTheRestOrSayThatNothingHasThem()
    {
        var choices = Show(300, []);

        await choices.Find("[type=search]").InputAsync("thing 27");
        Labels(choices).ShouldBe(Enumerable.Range(270, 10).Select(Name));
        choices.FindAll("[role=status]").ShouldBeEmpty();

        await choices.Find("[type=search]").InputAsync("nowhere");
        choices.Find("[role=status]").TextContent.ShouldBe("Nothing has these letters.");
    }

    [Fact]
    public void LongList_TickedWhileThePageIsOpen_StaysWhereItIs()
    {
        var choices = Show(300, []);

        choices.Render(parameters => parameters.Add(c => c.Chosen, Values([7, 200])));

        Labels(choices)[7].ShouldBe("Thing 007");
        Labels(choices)[40].ShouldBe("Thing 200", "what is ticked is never hidden");
        choices.FindAll("input[type=checkbox][checked]").Count.ShouldBe(2);
    }

    private IRenderedComponent<SeveralChoices> Show(int count, int[] chosen) => Render<SeveralChoices>(parameters => parameters
        .Add(c => c.Options, [.. Enumerable.Range(0, count).Select(i => (Value(i), Name(i)))])
        .Add(c => c.Chosen, Values(chosen))
        .Add(c => c.Label, "Things")
        .Add(c => c.Path, "things"));

    private static IReadOnlyList<string> Labels(IRenderedComponent<SeveralChoices> choices) => [.. choices.FindAll("label").Select(label => label.TextContent.Trim())];

    private static HashSet<string> Values(int[] of) => [.. of.Select(Value)];

    private static string Value(int i) => string.Create(CultureInfo.InvariantCulture, $"v{i}");

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"Thing {i:000}");
}
