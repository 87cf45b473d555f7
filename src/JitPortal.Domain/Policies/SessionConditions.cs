using System.Net;
using System.Text.Json.Serialization;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

[JsonDerivedType(typeof(AssuranceAtLeast), "assuranceAtLeast")]
[JsonDerivedType(typeof(SignedInWithin), "signedInWithin")]
[JsonDerivedType(typeof(FromNetwork), "fromNetwork")]
public abstract partial record Condition
{
    /// <summary>The requester has signed in at this level or above. It only looks; a step-up is started by an effect that asks for the level.</summary>
    public sealed record AssuranceAtLeast(AssuranceLevel Level) : Leaf
    {
        public override string Words() => $"with a {Level.Words()}";

        public override Truth Test(Facts facts) => facts.Requester?.Assurance is { } session ? Kleene.From(session.Level >= Level) : Truth.Unknown;

        internal override UsedFact Look(Facts facts) => facts.Requester?.Assurance is { } session
            ? new UsedFact("assurance", session.Level.Words(), "session", session.SignedInAt)
            : new UsedFact("assurance", WhyUnknown: "it is not known how the requester signed in");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.Mistakes($"{path}.level", (AssuranceLevel?)Level);
    }

    /// <summary>The requester proved who they are at most so long ago. Unknown where the issuer does not say when.</summary>
    public sealed record SignedInWithin(TimeSpan Within) : Leaf
    {
        public override string Words() => $"signed in at most {DurationText.Format(Within)} ago";

        public override Truth Test(Facts facts) => Age(facts) is { } age && age >= -Ahead ? Kleene.From(age <= Within) : Truth.Unknown;

        internal override UsedFact Look(Facts facts) => Age(facts) switch
        {
            null => new UsedFact("sign-in", WhyUnknown: "it is not known when the requester signed in"),
            { } age when age < -Ahead => new UsedFact("sign-in", WhyUnknown: "the sign-in is at a time that has not come yet"),
            { } age => new UsedFact("sign-in", $"{DurationText.Format(age < TimeSpan.Zero ? TimeSpan.Zero : age)} ago", "session", facts.Requester!.Assurance!.SignedInAt),
        };

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.Mistakes($"{path}.within", Within);

        private static readonly TimeSpan Ahead = Fact<DateTimeOffset>.Ahead;

        private static TimeSpan? Age(Facts facts) => facts.Now - facts.Requester?.Assurance?.SignedInAt;
    }

    /// <summary>The call comes from an address in one of the networks. Unknown where the address is not known.</summary>
    public sealed record FromNetwork(ValueList<Network> Networks) : Leaf
    {
        public override string Words() => $"from {English.List([.. Networks.Select(network => network.Text)], "or")}";

        public override Truth Test(Facts facts) =>
            IPAddress.TryParse(facts.Requester?.SourceAddress, out var address) ? Kleene.From(Networks.Any(network => network.Includes(address))) : Truth.Unknown;

        internal override UsedFact Look(Facts facts) => Test(facts) == Truth.Unknown
            ? new UsedFact("source address", WhyUnknown: "it is not known where the request comes from")
            : new UsedFact("source address", Test(facts) == Truth.True ? "inside" : "outside", "session");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1)
        {
            if (Networks.Count == 0)
                yield return new FieldError($"{path}.networks", Both("Name at least one network, for example “10.0.0.0/8”."));
            for (var i = 0; i < Networks.Count; i++)
            {
                if (!Networks[i].IsUsable)
                    yield return new FieldError($"{path}.networks[{i}]", Both($"“{Networks[i]}” is not a network. Write for example “10.0.0.0/8”, “2001:db8::/32” or one address."));
            }
        }
    }
}
