using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Policies;

/// <summary>docs/policies.md shows every condition, and each of its examples is one that can be published.</summary>
public sealed class PolicyDocsTests
{
    // | `inGroup` | `{ "kind": "inGroup", "group": "engineering" }` | …
    private static readonly IReadOnlyList<Match> Rows =
        Regex.Matches(Text(), @"^\| `(?<kind>\w+)` \| `(?<json>\{.*\})` \|", RegexOptions.Multiline | RegexOptions.CultureInvariant).ToList();

    public static TheoryData<string, string> Examples => [.. Rows.Select(row => (row.Groups["kind"].Value, row.Groups["json"].Value.Replace(@"\|", "|", StringComparison.Ordinal)))];

    [Theory, MemberData(nameof(Examples))]
    public void Example_OfACondition_IsUnderstoodAndSound(string kind, string json)
    {
        json.ShouldContain($"\"{kind}\"");
        var policy = PolicyDocument.Read($$"""
            {"id":"00000001000000000000000000000000","name":"Example","version":1,"appliesTo":{"kind":"any"},
             "rules":[{"id":"r","effect":{"kind":"refuse","message":"No."},"when":{{json}}}]}
            """);

        policy.Refusal.ShouldBeNull();
        PolicyDocument.Read(PolicyDocument.Write(policy.Value)).Value.ShouldBe(policy.Value);
        policy.Value.Rules[0].When.Words().ShouldNotBeEmpty();
    }

    [Fact]
    public void Examples_AllConditions_AreThere() => Rows.Select(row => row.Groups["kind"].Value).ShouldBe(
        typeof(Condition).GetCustomAttributes<JsonDerivedTypeAttribute>().Where(kind => kind.DerivedType.IsSubclassOf(typeof(Condition.Leaf))).Select(kind => (string)kind.TypeDiscriminator!),
        ignoreOrder: true);

    [Fact]
    public void Example_WholePolicy_IsSound() =>
        PolicyDocument.Read(Regex.Match(Text(), "```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant).Groups["json"].Value).Refusal.ShouldBeNull();

    private static string Text()
    {
        using var document = new StreamReader(typeof(PolicyDocsTests).Assembly.GetManifestResourceStream("policies.md")!);
        return document.ReadToEnd().ReplaceLineEndings("\n");
    }
}
