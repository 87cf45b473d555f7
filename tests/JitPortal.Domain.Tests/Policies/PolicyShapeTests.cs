using System.Text.Json.Nodes;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Policies;

/// <summary>A form made from the shapes can write every policy that the document can hold.</summary>
public sealed class PolicyShapeTests
{
    public static TheoryData<string> Conditions { get; } = [.. PolicyShape.Condition.Kinds.Select(kind => kind.Kind)];

    [Fact]
    public void Condition_EveryLeafOfTheDomain_IsThere() => PolicyShape.Condition.Kinds.Select(kind => kind.Type)
        .ShouldBe(typeof(Condition).GetNestedTypes().Where(type => type is { IsSealed: true, IsAbstract: false } && type.IsSubclassOf(typeof(Condition))), ignoreOrder: true);

    [Theory, MemberData(nameof(Conditions))]
    public void New_EveryCondition_IsReadableOrSaysWhatIsMissing(string kind)
    {
        var document = Document();
        document["rules"]![0]!["when"] = PolicyShape.New(PolicyShape.Condition, kind);

        var unreadable = PolicyShape.Unreadable(document);
        var read = PolicyDocument.Read(document.ToJsonString());

        // What cannot be read yet is named at its own place, below the rule's condition.
        unreadable.ShouldAllBe(mistake => mistake.Field.StartsWith("rules[0].when", StringComparison.Ordinal));
        if (unreadable.Count == 0 && read.Refusal is Refusal.Invalid invalid)
            invalid.Errors.ShouldAllBe(mistake => mistake.Field.StartsWith("rules[0].when", StringComparison.Ordinal));
    }

    [Fact]
    public void Unreadable_SeveralPlaces_AreAllNamed()
    {
        var document = Document();
        document["rules"]![0]!["effect"]!["longest"] = "many";
        document["rules"]![0]!["effect"]!["default"] = "";
        document["rules"]![0]!["when"] = new JsonObject { ["kind"] = "all", ["of"] = new JsonArray(new JsonObject { ["kind"] = "reasonPresent", ["minLength"] = "x" }, new JsonObject { ["kind"] = "nothing" }) };
        document.Remove("name");

        PolicyShape.Unreadable(document).Select(mistake => mistake.Field).ShouldBe(
            ["rules[0].effect.longest", "rules[0].effect.default", "rules[0].when.of[0].minLength", "rules[0].when.of[1]", "name"], ignoreOrder: true);
    }

    [Fact]
    public void Unreadable_WhateverCanBeWritten_IsReadable() => CsCheck.Check.Sample(Sample.Policies, policies => policies.All(policy =>
        PolicyShape.Unreadable(JsonNode.Parse(PolicyDocument.Write(policy))!.AsObject()).Count == 0));

    private static JsonObject Document() => JsonNode.Parse(PolicyDocument.Write(new Policy(
        Sample.PolicyNumber(1), "p", 1, new AppliesTo.Any(), [new Rule("r", new Effect.Automatic(TimeSpan.FromHours(1), TimeSpan.FromHours(1)), new Condition.Always())])))!.AsObject();
}
