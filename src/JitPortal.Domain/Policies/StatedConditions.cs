using System.Text.Json.Serialization;

namespace JitPortal.Domain.Policies;

[JsonDerivedType(typeof(ClaimIs), "claimIs")]
[JsonDerivedType(typeof(ClaimMatches), "claimMatches")]
[JsonDerivedType(typeof(AttributeIs), "attributeIs")]
public abstract partial record Condition
{
    private static Fact<ValueList<string>>? Find(IReadOnlyDictionary<string, Fact<ValueList<string>>>? stated, string name) => stated?.GetValueOrDefault(name);

    private static IEnumerable<FieldError> ValueMistakes(string path, ValueList<string> values) =>
        values.Count == 0 || values.Any(string.IsNullOrWhiteSpace) ? [new FieldError(path, Both("Name at least one value, none of them blank."))] : [];

    private static UsedFact UsedValues(string name, Fact<ValueList<string>>? fact, Facts facts, string absent, Func<ValueList<string>, bool> holds) =>
        Used(name, fact, facts, absent, values => values.Count == 0 ? "without a value" : holds(values) ? "like that" : "otherwise");

    /// <summary>One of the claim's values is one of these, compared exactly. Unknown where the sign-in did not state the claim, or it is not one that is kept.</summary>
    public sealed record ClaimIs(string Claim, ValueList<string> Values) : Leaf
    {
        public override string Words() => $"with claim {Claim} {English.List([.. Values], "or")}";

        public override Truth Test(Facts facts) => Judge(Find(facts.Subject.Claims, Claim), facts, Holds);

        internal override UsedFact Look(Facts facts) =>
            UsedValues($"claim {Claim}", Find(facts.Subject.Claims, Claim), facts, $"the sign-in has not stated the claim {Claim}", Holds);

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) =>
            PolicyLimits.NameMistakes($"{path}.claim", Claim, "claim").Concat(ValueMistakes($"{path}.values", Values));

        private bool Holds(ValueList<string> stated) => stated.Any(Values.Contains);
    }

    /// <summary>The whole of one of the claim's values matches.</summary>
    public sealed record ClaimMatches(string Claim, Pattern Pattern) : Leaf
    {
        public override string Words() => $"with claim {Claim} like “{Pattern}”";

        public override Truth Test(Facts facts) => Judge(Find(facts.Subject.Claims, Claim), facts, Holds);

        internal override UsedFact Look(Facts facts) =>
            UsedValues($"claim {Claim}", Find(facts.Subject.Claims, Claim), facts, $"the sign-in has not stated the claim {Claim}", Holds);

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) =>
            PolicyLimits.NameMistakes($"{path}.claim", Claim, "claim").Concat(PolicyLimits.Mistakes($"{path}.pattern", Pattern));

        private bool Holds(ValueList<string> stated) => stated.Any(Pattern.Matches);
    }

    /// <summary>One of the attribute's values is one of these, compared exactly. Unknown where no source has stated it.</summary>
    public sealed record AttributeIs(string Attribute, ValueList<string> Values) : Leaf
    {
        public override string Words() => $"with {Attribute} {English.List([.. Values], "or")}";

        public override Truth Test(Facts facts) => Judge(Find(facts.Subject.Attributes, Attribute), facts, Holds);

        internal override UsedFact Look(Facts facts) =>
            UsedValues(Attribute, Find(facts.Subject.Attributes, Attribute), facts, $"no source has stated {Attribute}", Holds);

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) =>
            PolicyLimits.NameMistakes($"{path}.attribute", Attribute, "attribute").Concat(ValueMistakes($"{path}.values", Values));

        private bool Holds(ValueList<string> stated) => stated.Any(Values.Contains);
    }
}
