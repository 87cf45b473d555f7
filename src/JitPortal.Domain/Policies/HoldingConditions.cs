using System.Text.Json.Serialization;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

[JsonDerivedType(typeof(HoldsEntitlement), "holds")]
[JsonDerivedType(typeof(ActiveGrantsAtMost), "activeGrantsAtMost")]
[JsonDerivedType(typeof(GrantedBefore), "grantedBefore")]
[JsonDerivedType(typeof(FirstTime), "firstTime")]
public abstract partial record Condition
{
    private const string NotLookedUp = "nobody looked it up";

    /// <summary>The subject holds the entitlement now. Unknown while that access is on its way or going, and where its state on the target is in doubt.</summary>
    /// <param name="Name">The entitlement as people knew it when the policy was written.</param>
    public sealed record HoldsEntitlement(EntitlementId Entitlement, string Name) : Leaf
    {
        internal override FactFamily Needs => FactFamily.Holdings;

        public override string Words() => $"holding {Name}";

        public override Truth Test(Facts facts) => facts.Holdings is { } holdings
            ? holdings.Held.Where(held => held.Entitlement == Entitlement).Select(held => held.Held).Aggregate(Truth.False, Kleene.Or)
            : Truth.Unknown;

        internal override UsedFact Look(Facts facts) => Test(facts) switch
        {
            Truth.True => new UsedFact("holdings", $"{Name} is held", "portal", facts.Now),
            Truth.False => new UsedFact("holdings", $"{Name} is not held", "portal", facts.Now),
            _ => new UsedFact("holdings", WhyUnknown: facts.Holdings is null ? NotLookedUp : $"{Name} is just being opened or closed"),
        };

        internal override IEnumerable<EntitlementId> Mentioned() => [Entitlement];

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.NameMistakes($"{path}.name", Name, "entitlement");
    }

    /// <summary>The subject has at most so many grants that have not ended, this request not counted. One that is opening or closing leaves it unknown where it matters.</summary>
    public sealed record ActiveGrantsAtMost(int Most) : Leaf
    {
        internal override FactFamily Needs => FactFamily.Holdings;

        public override string Words() => Most == 0 ? "holding nothing else" : $"holding at most {English.Grants(Most)}";

        public override Truth Test(Facts facts)
        {
            if (facts.Holdings is not { } holdings)
                return Truth.Unknown;
            if (holdings.Held.Count(held => held.Held != Truth.False) <= Most)
                return Truth.True;
            return holdings.Held.Count(held => held.Held == Truth.True) > Most ? Truth.False : Truth.Unknown;
        }

        internal override UsedFact Look(Facts facts) => facts.Holdings is not { } holdings
            ? new UsedFact("holdings", WhyUnknown: NotLookedUp)
            : Test(facts) == Truth.Unknown
                ? new UsedFact("holdings", WhyUnknown: "some access is just being opened or closed")
                : new UsedFact("holdings", English.Grants(holdings.Held.Count), "portal", facts.Now);

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.CountMistakes($"{path}.most", Most, 0);
    }

    /// <summary>The subject was granted this entitlement at least so often in the time before the request.</summary>
    public sealed record GrantedBefore(int Times, TimeSpan Within) : Leaf
    {
        internal override FactFamily Needs => FactFamily.History;

        public override string Words() => $"granted this at least {English.Times(Times)} in the last {DurationText.Format(Within)}";

        public override Truth Test(Facts facts)
        {
            if (facts.History is not { } history)
                return Truth.Unknown;
            if (Count(history, facts) >= Times)
                return Truth.True;
            return history.Since <= facts.Now - Within ? Truth.False : Truth.Unknown;
        }

        internal override UsedFact Look(Facts facts) => facts.History is { } history && Test(facts) != Truth.Unknown
            ? new UsedFact("history", $"granted {English.Times(Count(history, facts))}", "portal", facts.Now)
            : new UsedFact("history", WhyUnknown: NotLookedUp);

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) =>
            PolicyLimits.CountMistakes($"{path}.times", Times, 1).Concat(PolicyLimits.Mistakes($"{path}.within", Within));

        private int Count(HistoryFacts history, Facts facts) => history.GrantedAt.Count(at => at >= facts.Now - Within && at <= facts.Now);
    }

    /// <summary>The subject was never granted this entitlement before.</summary>
    public sealed record FirstTime : Leaf
    {
        internal override FactFamily Needs => FactFamily.History;

        public override string Words() => "getting this for the first time";

        public override Truth Test(Facts facts) => facts.History is { } history ? Kleene.From(!history.Ever) : Truth.Unknown;

        internal override UsedFact Look(Facts facts) => facts.History is { } history
            ? new UsedFact("history", history.Ever ? "granted before" : "never granted", "portal", facts.Now)
            : new UsedFact("history", WhyUnknown: NotLookedUp);
    }
}
