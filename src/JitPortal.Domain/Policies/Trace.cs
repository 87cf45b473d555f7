namespace JitPortal.Domain.Policies;

/// <summary>How a verdict came about, complete enough to explain it years later without the policies.</summary>
/// <param name="PolicySetVersion">The set that decided.</param>
/// <param name="At">The moment the facts were judged at.</param>
/// <param name="Rules">Every rule of the entitlement, by policy id and rule id, whether it matched or not.</param>
/// <param name="Winner">The rule whose route won; <see langword="null"/> where the request is refused.</param>
public sealed record Trace(long PolicySetVersion, DateTimeOffset At, ValueList<RuleTrace> Rules, RuleRef? Winner = null);

/// <summary>One rule, judged.</summary>
/// <param name="Words">The rule in words, as it was then.</param>
/// <param name="Result">What its condition said. Unknown counts as matched for refuse and require, as not matched for a route.</param>
/// <param name="Parts">The condition as clauses that must each hold, for people.</param>
/// <param name="Limits">For a route: its limits, requirements included, each ticked or crossed; a cross means that it does not admit the request.</param>
/// <param name="Leaves">Every leaf with the fact it looked at, for the auditor.</param>
public sealed record RuleTrace(
    RuleRef Rule,
    RuleKind Kind,
    string Words,
    Truth Result,
    ValueList<Clause> Parts,
    ValueList<Clause> Limits,
    ValueList<LeafTrace> Leaves);

/// <summary>One leaf of a condition, judged.</summary>
/// <param name="Path">Where it stands in its rule, for example <c>when.of[1]</c>.</param>
public sealed record LeafTrace(string Path, string Words, Truth Result, UsedFact Fact);

/// <summary>The fact a leaf looked at. Never the text of a reason or a list of groups: only what the leaf needed of it.</summary>
/// <param name="Value"><see langword="null"/> where it is unknown.</param>
/// <param name="Source">Who stated it.</param>
/// <param name="At">When the source stated it; <see langword="null"/> for facts of the request itself.</param>
/// <param name="WhyUnknown">Set where the fact could not be relied on.</param>
public sealed record UsedFact(string Name, string? Value = null, string? Source = null, DateTimeOffset? At = null, string? WhyUnknown = null);

/// <summary>A piece of plain English with a tick (true), a cross (false) or a question mark (unknown).</summary>
public sealed record Clause(string Words, Truth Truth);
