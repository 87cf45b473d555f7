using Shouldly;
using Xunit;

namespace JitPortal.Architecture.Tests.Texts;

public sealed class TextsTests
{
    /// <summary>Set to anything, this writes Texts.resx anew from the source before the rule looks at it.</summary>
    private const string Writing = "JITPORTAL_WRITE_TEXTS";

    [Fact]
    public void Texts_OfThisRepository_AreThoseThatTheSourceAsksFor()
    {
        var file = Path.Combine(Tree.Top, ResxFile.English);
        var written = ResxFile.Of(TextCalls.Of(Tree.OfThisRepository).Select(call => call.Key).OfType<string>());
        if (Environment.GetEnvironmentVariable(Writing) is not null)
            File.WriteAllText(file, written);

        File.ReadAllText(file).ShouldBe(written, $"run this test with {Writing}=1 to write it");
    }
}
