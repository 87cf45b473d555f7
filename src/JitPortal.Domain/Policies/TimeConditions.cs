using System.Text.Json.Serialization;

namespace JitPortal.Domain.Policies;

[JsonDerivedType(typeof(InWindow), "inWindow")]
public abstract partial record Condition
{
    /// <summary>
    /// The whole asked time lies in hours of the week: true where all of it does, false where none does, else unknown. So a
    /// partial overlap matches a refusal and not a route.
    /// </summary>
    public sealed record InWindow(ValueList<DayOfWeek> Days, TimeOnly From, TimeOnly To, string Zone) : Leaf
    {
        [JsonIgnore]
        public WeeklyWindow Window => new(Days, From, To, Zone);

        public override string Words() => $"within {Window.Words()}";

        public override Truth Test(Facts facts) => Window.Covers(facts.Start, facts.Request.Duration);

        internal override UsedFact Look(Facts facts) => Test(facts) switch
        {
            Truth.True => new UsedFact("time", "all of it inside", "clock", facts.Start),
            Truth.False => new UsedFact("time", "all of it outside", "clock", facts.Start),
            _ => new UsedFact("time", Source: "clock", At: facts.Start, WhyUnknown: $"only a part of the asked time is inside; it changes at {Window.Show(Change(facts), facts.Start)}"),
        };

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => Window.Mistakes(path);

        /// <returns>When inside and outside change; the end of what is asked where they do not before.</returns>
        internal DateTimeOffset Change(Facts facts) => Window.NextChange(facts.Start, facts.Start + facts.Request.Duration);
    }
}
