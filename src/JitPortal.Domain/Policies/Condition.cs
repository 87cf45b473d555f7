using System.Text.Json.Serialization;
using JitPortal.Domain.Catalog;

namespace JitPortal.Domain.Policies;

/// <summary>
/// When a rule holds: a tree of <see cref="All"/>, <see cref="Any"/> and <see cref="Not"/> over leaves that each look
/// at one fact. The leaves are declared beside this file, one file per family; a new leaf is one record there.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(All), "all")]
[JsonDerivedType(typeof(Any), "any")]
[JsonDerivedType(typeof(Not), "not")]
public abstract partial record Condition
{
    /// <summary>How many levels a tree may have; deeper ones cannot be read by people.</summary>
    public const int Deepest = 8;

    private Condition()
    {
    }

    /// <summary>Plain English that reads after "when" and after "not". Form, preview, trace and audit all use this one text.</summary>
    public abstract string Words();

    public abstract Truth Test(Facts facts);

    /// <summary>Every mistake of this tree, with its path from the policy's root.</summary>
    internal abstract IEnumerable<FieldError> Mistakes(string path, int depth = 1);

    /// <summary>Every leaf with its path, such as <c>when.of[1]</c>.</summary>
    internal abstract IEnumerable<(string Path, Leaf Leaf)> Leaves(string path = "when");

    /// <summary>The parts that must each hold, outermost "and" taken apart. Below "or" and "not" no single part is to blame, so they stay whole.</summary>
    internal virtual IEnumerable<Condition> Parts() => [this];

    /// <summary>Its words, with what of these facts they do not show by themselves.</summary>
    internal virtual string WordsFor(Facts facts) => Words();

    /// <summary>This condition as one clause, with the reason for doubt where it is unknown.</summary>
    internal Clause ToClause(Facts facts) => ToClause(facts, WordsFor(facts));

    /// <param name="words">Its <see cref="Words"/>, worked out before.</param>
    internal Clause ToClause(Facts facts, string words)
    {
        var truth = Test(facts);
        if (truth != Truth.Unknown)
            return new Clause(words, truth);
        var doubts = Leaves().Select(leaf => leaf.Leaf.Look(facts).WhyUnknown).OfType<string>().Distinct();
        return new Clause($"{words}, which is not known: {string.Join("; ", doubts)}", truth);
    }

    private static IEnumerable<FieldError> MistakesOf(ValueList<Condition> parts, string path, int depth)
    {
        if (parts.Count == 0)
            return [new FieldError($"{path}.of", Both("Name at least one condition, or use “always”."))];
        if (depth >= Deepest)
            return [new FieldError($"{path}.of", Both($"Conditions may be nested at most {Deepest} deep."))];
        return parts.SelectMany((part, i) => part.Mistakes($"{path}.of[{i}]", depth + 1));
    }

    private static string InBrackets(Condition part) => part is All { Of.Count: > 1 } or Any { Of.Count: > 1 } ? $"({part.Words()})" : part.Words();

    /// <summary>Holds where every part holds.</summary>
    public sealed record All(ValueList<Condition> Of) : Condition
    {
        public override string Words() => string.Join(" and ", Of.Select(InBrackets));

        internal override IEnumerable<Condition> Parts() => Of.SelectMany(part => part.Parts());

        public override Truth Test(Facts facts) => Of.Select(part => part.Test(facts)).Aggregate(Truth.True, Kleene.And);

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => MistakesOf(Of, path, depth);

        internal override IEnumerable<(string Path, Leaf Leaf)> Leaves(string path = "when") => Of.SelectMany((part, i) => part.Leaves($"{path}.of[{i}]"));
    }

    /// <summary>Holds where one part holds.</summary>
    public sealed record Any(ValueList<Condition> Of) : Condition
    {
        public override string Words() => string.Join(" or ", Of.Select(InBrackets));

        public override Truth Test(Facts facts) => Of.Select(part => part.Test(facts)).Aggregate(Truth.False, Kleene.Or);

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => MistakesOf(Of, path, depth);

        internal override IEnumerable<(string Path, Leaf Leaf)> Leaves(string path = "when") => Of.SelectMany((part, i) => part.Leaves($"{path}.of[{i}]"));
    }

    /// <summary>Holds where the part does not; unknown stays unknown.</summary>
    public sealed record Not(Condition Of) : Condition
    {
        public override string Words() => $"not {InBrackets(Of)}";

        public override Truth Test(Facts facts) => Kleene.Not(Of.Test(facts));

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) =>
            depth >= Deepest
                ? [new FieldError($"{path}.of", Both($"Conditions may be nested at most {Deepest} deep."))]
                : Of.Mistakes($"{path}.of", depth + 1);

        internal override IEnumerable<(string Path, Leaf Leaf)> Leaves(string path = "when") => Of.Leaves($"{path}.of");
    }

    /// <summary>A condition that looks at one fact.</summary>
    public abstract record Leaf : Condition
    {
        private protected Leaf()
        {
        }

        /// <summary>The fact it looks at, as people may see it.</summary>
        internal abstract UsedFact Look(Facts facts);

        /// <summary>What has to be looked up for it.</summary>
        internal virtual FactFamily Needs => FactFamily.None;

        /// <summary>The entitlements it names; one that the catalogue does not know is a mistake of the policy.</summary>
        internal virtual IEnumerable<EntitlementId> Mentioned() => [];

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => [];

        internal override IEnumerable<(string Path, Leaf Leaf)> Leaves(string path = "when") => [(path, this)];
    }
}
