using System.Text.RegularExpressions;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.Example;

public sealed partial class ConnectorsPageTests
{
    /// <summary>What people copy is what the tests ran.</summary>
    [Fact]
    public async Task Page_EveryPieceOfCode_IsTheSourceItself()
    {
        var folder = Path.Combine(Checkout.Top, "tests", "JitPortal.Connectors.Tests", "Example");
        var sources = string.Concat(await Task.WhenAll(Directory.GetFiles(folder, "AllowFolder*.cs").Select(file => File.ReadAllTextAsync(file))));
        var pieces = Piece().Matches(await File.ReadAllTextAsync(Path.Combine(Checkout.Top, "docs", "connectors.md"))).Select(piece => piece.Groups["code"].Value).ToList();

        pieces.Count.ShouldBe(4);
        pieces.ShouldAllBe(piece => sources.Contains(piece));
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Piece();
}
