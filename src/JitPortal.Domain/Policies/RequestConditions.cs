using System.Text.Json.Serialization;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

[JsonDerivedType(typeof(Always), "always")]
[JsonDerivedType(typeof(DurationAtMost), "durationAtMost")]
[JsonDerivedType(typeof(ReasonPresent), "reasonPresent")]
[JsonDerivedType(typeof(ReasonMatches), "reasonMatches")]
[JsonDerivedType(typeof(TicketPresent), "ticketPresent")]
[JsonDerivedType(typeof(TicketMatches), "ticketMatches")]
[JsonDerivedType(typeof(Emergency), "emergency")]
public abstract partial record Condition
{
    /// <summary>Holds for every request. Said out loud, because an empty list of conditions is far more often a slip.</summary>
    public sealed record Always : Leaf
    {
        public override string Words() => "in every case";

        public override Truth Test(Facts facts) => Truth.True;

        internal override UsedFact Look(Facts facts) => new("request", "any", "request");
    }

    /// <summary>The asked duration, with what was had just before, is at most <paramref name="Longest"/>.</summary>
    public sealed record DurationAtMost(TimeSpan Longest) : Leaf
    {
        public override string Words() => $"asking for at most {DurationText.Format(Longest)}";

        public override Truth Test(Facts facts) => Kleene.From(facts.Request.Duration + facts.Request.Before <= Longest);

        internal override UsedFact Look(Facts facts) => new("duration", DurationText.Format(facts.Request.Duration) + Before(facts), "request");

        internal override string WordsFor(Facts facts) => facts.Request.Before > TimeSpan.Zero ? $"{Words()}, the {DurationText.Format(facts.Request.Before)} had just before counted in" : Words();

        private static string Before(Facts facts) => facts.Request.Before > TimeSpan.Zero ? $" after {DurationText.Format(facts.Request.Before)}" : "";

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.Mistakes($"{path}.longest", Longest);
    }

    /// <summary>The reason has at least <paramref name="MinLength"/> characters, blanks around it not counted.</summary>
    public sealed record ReasonPresent(int MinLength = 1) : Leaf
    {
        public override string Words() => $"giving {English.Reason(MinLength)}";

        public override Truth Test(Facts facts) => Kleene.From(facts.Request.ReasonLength() >= MinLength);

        internal override UsedFact Look(Facts facts) => new("reason", $"{facts.Request.ReasonLength()} characters", "request");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.Mistakes($"{path}.minLength", MinLength);
    }

    /// <summary>The whole reason, blanks around it not counted, matches.</summary>
    public sealed record ReasonMatches(Pattern Pattern) : Leaf
    {
        public override string Words() => $"giving a reason like “{Pattern}”";

        public override Truth Test(Facts facts) => Kleene.From(facts.Request.TextsMatch ?? Pattern.Matches((facts.Request.Reason ?? "").Trim()));

        internal override UsedFact Look(Facts facts) => new("reason", Test(facts) == Truth.True ? "like that" : "not like that", "request");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.Mistakes($"{path}.pattern", Pattern);
    }

    /// <summary>A ticket is named. Whether there is such a ticket is not asked.</summary>
    public sealed record TicketPresent : Leaf
    {
        public override string Words() => "naming a ticket";

        public override Truth Test(Facts facts) => Kleene.From(facts.Request.TicketName() is not null);

        internal override UsedFact Look(Facts facts) => new("ticket", facts.Request.TicketName() is null ? "none" : "named", "request");
    }

    /// <summary>The whole name of the ticket matches.</summary>
    public sealed record TicketMatches(Pattern Pattern) : Leaf
    {
        public override string Words() => $"naming a ticket like “{Pattern}”";

        public override Truth Test(Facts facts) => Kleene.From(facts.Request.TextsMatch ?? (facts.Request.TicketName() is { } ticket && Pattern.Matches(ticket)));

        internal override UsedFact Look(Facts facts) => new("ticket", Test(facts) == Truth.True ? "like that" : "not like that", "request");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.Mistakes($"{path}.pattern", Pattern);
    }

    /// <summary>The requester says that it cannot wait.</summary>
    public sealed record Emergency : Leaf
    {
        public override string Words() => "asking in an emergency";

        public override Truth Test(Facts facts) => Kleene.From(facts.Request.Emergency);

        internal override UsedFact Look(Facts facts) => new("emergency", facts.Request.Emergency ? "yes" : "no", "request");
    }
}
