using System.Text.Json.Serialization;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

[JsonDerivedType(typeof(HasTag), "hasTag")]
[JsonDerivedType(typeof(RoleIs), "roleIs")]
[JsonDerivedType(typeof(ResidualAtMost), "residualAtMost")]
public abstract partial record Condition
{
    /// <summary>The entitlement carries the tag, compared exactly.</summary>
    public sealed record HasTag(string Tag) : Leaf
    {
        public override string Words() => $"tagged {Tag}";

        public override Truth Test(Facts facts) => Kleene.From(facts.Entitlement.Tags.Contains(Tag));

        internal override UsedFact Look(Facts facts) => new("tags", facts.Entitlement.Tags.Contains(Tag) ? "tagged so" : "not tagged so", "catalogue");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.NameMistakes($"{path}.tag", Tag, "tag");
    }

    /// <summary>The access is in this role, compared exactly.</summary>
    public sealed record RoleIs(string Role) : Leaf
    {
        public override string Words() => $"as {Role}";

        public override Truth Test(Facts facts) => Kleene.From(string.Equals(facts.Entitlement.Role, Role, StringComparison.Ordinal));

        internal override UsedFact Look(Facts facts) => new("role", facts.Entitlement.Role, "catalogue");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.NameMistakes($"{path}.role", Role, "role");
    }

    /// <summary>Access can outlive its end on the target by at most this long, at worst. Unknown where the target does not say.</summary>
    public sealed record ResidualAtMost(TimeSpan Longest) : Leaf
    {
        internal override FactFamily Needs => FactFamily.Residual;

        public override string Words() => $"on a target that access outlives by at most {DurationText.Format(Longest)}";

        public override Truth Test(Facts facts) => facts.Entitlement.Residual is { } residual ? Kleene.From(residual <= Longest) : Truth.Unknown;

        internal override UsedFact Look(Facts facts) => facts.Entitlement.Residual is { } residual
            ? new UsedFact("residual access", DurationText.Format(residual), "target")
            : new UsedFact("residual access", WhyUnknown: "the target does not say how long access can outlive its end");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) =>
            Longest == TimeSpan.Zero ? [] : PolicyLimits.Mistakes($"{path}.longest", Longest);
    }
}
