namespace JitPortal.Domain.Policies;

/// <summary>Why a request is refused, in clauses.</summary>
internal static class Reasons
{
    internal static ValueList<Clause> NotInCatalogue(EntitlementFacts entitlement) =>
        [new Clause($"{Name(entitlement)} is not in the catalogue that the policies were last applied to. {Ask(entitlement)}", Truth.False)];

    internal static ValueList<Clause> Of(Judgement judgement)
    {
        if (judgement.Refusals.Count > 0)
            return judgement.Refusals.Select(refusal => Message(refusal, (Effect.Refuse)refusal.Effect, judgement.Facts)).Distinct().ToValueList();
        return judgement.Routes.Count > 0 ? Nearest(judgement) : NoRoute(judgement.Facts.Entitlement);
    }

    /// <summary>A refusal that counts only because something is unknown says so.</summary>
    private static Clause Message(JudgedRule judged, Effect.Refuse refuse, Facts facts) => judged.Result == Truth.True
        ? new Clause(refuse.Message, Truth.False)
        : new Clause($"{English.FullStop(refuse.Message)} This counts because it is not known whether it applies: {WhyUnknown(judged, facts)}", Truth.Unknown);

    private static string WhyUnknown(JudgedRule judged, Facts facts) =>
        string.Join("; ", judged.Leaves(facts).Select(leaf => leaf.Fact.WhyUnknown).OfType<string>().Distinct());

    /// <summary>What stands in the way of the nearest route: the one that lacks least, and of those the one that admits most; break-glass last.</summary>
    private static ValueList<Clause> Nearest(Judgement judgement) =>
        judgement.Routes
            .Select(route => (Route: route, Obstacles: route.Obstacles().ToList()))
            .OrderBy(near => near.Obstacles.Count)
            .ThenBy(near => near.Route.Route.BreakGlass is not null)
            .ThenByDescending(near => near.Route.Route.Longest)
            .ThenBy(near => near.Route, JudgedRoute.LeastFriction)
            .First()
            .Obstacles
            .Select(obstacle => obstacle with { Words = $"only when {obstacle.Words}" })
            .ToValueList();

    private static ValueList<Clause> NoRoute(EntitlementFacts entitlement) =>
        [new Clause($"No policy says who may get {Name(entitlement)}. {Ask(entitlement)}", Truth.False)];

    private static string Name(EntitlementFacts entitlement) => $"{entitlement.Resource} as {entitlement.Role}";

    private static string Ask(EntitlementFacts entitlement) => $"Ask {entitlement.Owner ?? "an administrator"}.";
}
