using JitPortal.Architecture.Tests.Code;
using JitPortal.Architecture.Tests.Docs;
using JitPortal.Architecture.Tests.Layout;
using JitPortal.Architecture.Tests.Packages;
using JitPortal.Architecture.Tests.References;
using JitPortal.Architecture.Tests.Texts;
using JitPortal.Architecture.Tests.Types;
using Shouldly;
using Xunit;

namespace JitPortal.Architecture.Tests;

public sealed class RepositoryTests
{
    private static readonly IReadOnlyList<Control> Controls =
        [.. ReferenceControls.All, .. LayoutControls.All, .. CodeControls.All, .. TypeControls.All, .. PackageControls.All, .. DocsControls.All, .. TextsControls.All];

    public static TheoryData<string> RuleNames => [.. Rules.All.Select(r => r.Name)];

    public static TheoryData<int> ControlNumbers => [.. Enumerable.Range(0, Controls.Count)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Rule_OnThisRepository_FindsNothingUnexcused(string rule) =>
        string.Join('\n', RuleExceptions.CheckedIn.Unexcused(Rules.Named(rule), Tree.OfThisRepository)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(ControlNumbers))]
    public void Rule_OnPlantedBreach_ReportsItAndNothingElse(int number)
    {
        var (name, breach, sound) = Controls[number];
        var rule = Rules.Named(name);

        rule.Check(breach).ShouldNotBeEmpty($"{name} does not report {breach}");
        rule.Check(sound).ShouldBeEmpty();
    }

    [Fact]
    public void Rules_All_HaveAPlantedBreach() =>
        Rules.All.Select(r => r.Name).Except(Controls.Select(c => c.Rule)).ShouldBeEmpty();

    [Fact]
    public void Tree_OfThisRepository_HasWhatTheRulesRead()
    {
        var tree = Tree.OfThisRepository;

        tree.CSharp("src/JitPortal.Domain").ShouldNotBeEmpty();
        tree.Files.Count(f => f.Is(".csproj") && f.IsUnder("src")).ShouldBeGreaterThanOrEqualTo(6);
        tree.Files.ShouldNotContain(f => f.Path.Contains("/obj/"));
    }

    [Fact]
    public void Exceptions_CheckedIn_AllExcuseSomething() =>
        RuleExceptions.CheckedIn.Stale(Rules.All, Tree.OfThisRepository).ShouldBeEmpty();

    [Fact]
    public void Exceptions_Planted_ExcuseOneFileFromOneRuleAndGoStale()
    {
        var exceptions = new RuleExceptions("sealed | src/A.cs | planted\nsealed | src/Gone.cs | planted");
        var tree = Tree.Planted(("src/A.cs", "class A;"), ("src/B.cs", "class B;"));

        exceptions.Unexcused(Rules.Named("sealed"), tree).Select(f => f.Place).ShouldBe(["src/B.cs"]);
        exceptions.Stale([Rules.Named("sealed")], tree).ShouldBe([("sealed", "src/Gone.cs")]);
    }

    [Fact]
    public void Exceptions_WithoutAReason_AreRefused() =>
        Should.Throw<FormatException>(() => new RuleExceptions("sealed | src/A.cs |"));
}
