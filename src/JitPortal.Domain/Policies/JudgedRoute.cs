using System.Collections.Immutable;
using JitPortal.Domain.People;

namespace JitPortal.Domain.Policies;

/// <summary>A rule that is a route, and the route it gives this request once the requirements are on top.</summary>
internal sealed record JudgedRoute(JudgedRule Rule, Route Route, Facts Facts)
{
    /// <summary>Least friction first: fewest approvals, fewest stages, no step-up, longest limit, then policy id and rule id. Total.</summary>
    internal static readonly IComparer<JudgedRoute> LeastFriction = Comparer<JudgedRoute>.Create(Compare);

    /// <summary>It is break-glass, and another route is automatic.</summary>
    internal bool Yields { get; init; }

    /// <summary>The level that the session lacks; <see langword="null"/> where it is enough. What is not known of the session is its lowest.</summary>
    internal AssuranceLevel? StepUp => Session.Lacking(Route.Assurance);

    /// <summary>The request may travel it, after a step-up where <see cref="StepUp"/> says so.</summary>
    internal bool IsOpen => !Yields && IsPassable;

    /// <summary>The same, whatever other routes there are.</summary>
    internal bool IsPassable =>
        Rule.Counts
        && MayStepUp
        && Facts.Request.Duration > TimeSpan.Zero
        && Route.Limits().All(limit => limit.Test(Facts) == Truth.True)
        && Unreachable is null;

    private Assurance Session => Facts.Requester?.Assurance ?? Assurance.Lowest;

    private bool MayStepUp => StepUp is not { } level || (level <= Session.Reachable && !Facts.Request.WithoutStepUp);

    /// <summary>The first stage that too few people could decide in.</summary>
    private Stage? Unreachable => Facts.Deciders is { } deciders ? deciders.WhichCannot(Route.Stages, deciders.AuthorsOf(Route.Ref)) : null;

    internal Way ToWay() => new(new Window(Facts.Request.Duration, Route.Longest, Route.Default), Route.Stages, Route.Ref, Route.IsAutomatic ? Route.BreakGlass : null);

    /// <summary>The limits of this route, each ticked where the request keeps it; the others only where they stand in the way.</summary>
    internal ValueList<Clause> Limits()
    {
        var limits = Route.Limits().Select(limit => limit.ToClause(Facts)).ToList();
        if (Facts.Request.Duration <= TimeSpan.Zero)
            limits.Add(new Clause("asking for some time", Truth.False));
        if (!MayStepUp)
            limits.Add(new Clause(new Condition.AssuranceAtLeast(Route.Assurance).Words(), Truth.False));
        if (Unreachable is { } stage)
            limits.Add(new Clause($"{stage.Words()} can agree, and {WhyUnreachable}", Truth.False));
        if (Yields)
            limits.Add(new Clause("no other route is automatic", Truth.False));
        return limits.ToValueList();
    }

    private string WhyUnreachable => Facts.Deciders?.WhichCannot(Route.Stages, ImmutableHashSet<PersonId>.Empty) is null
        ? "whoever wrote or confirmed this rule last does not count: somebody else has to be named, or has to edit it"
        : "too few people are known who may: ask them to sign in here once";

    /// <summary>All that stands in the way of this route; empty where the request may travel it.</summary>
    internal IEnumerable<Clause> Obstacles() => Rule.Parts(Facts).Concat(Limits()).Where(clause => clause.Truth != Truth.True).Distinct();

    private static int Compare(JudgedRoute left, JudgedRoute right)
    {
        var (one, other) = (left.Route, right.Route);
        if (one.Approvals != other.Approvals)
            return one.Approvals.CompareTo(other.Approvals);
        if (one.Stages.Count != other.Stages.Count)
            return one.Stages.Count.CompareTo(other.Stages.Count);
        if (left.StepUp is null != right.StepUp is null)
            return left.StepUp is null ? -1 : 1;
        return one.Longest != other.Longest ? other.Longest.CompareTo(one.Longest) : one.Ref.CompareTo(other.Ref);
    }
}
