using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>
/// "Would Jon get it on Sunday at three?" — decided by the engine itself, with this policy in the place of what is in force of it.
/// Nothing is filed.
/// </summary>
public sealed class TryPolicy(PortalDbFactory databases)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for administrators and auditors; <see cref="Refusal.Invalid"/> for a policy with mistakes, and for a length that nobody may ask for;
    /// <see cref="Refusal.NotFound"/> for an unknown person or entitlement.
    /// </returns>
    public async Task<Outcome<Verdict>> RunAsync(Actor actor, Policy policy, TriedCase tried, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        List<FieldError> mistakes = [.. policy.Mistakes(), .. RequestFormCheck.DurationMistakes("duration", tried.Duration)];
        if (mistakes.Count > 0)
            return new Refusal.Invalid(mistakes);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == tried.Person.Value, ct);
        var catalogue = await PolicyWorlds.CatalogueAsync(db, ct);
        if (person is null || catalogue.FirstOrDefault(e => e.Id == tried.Entitlement) is not { } entitlement)
            return new Refusal.NotFound(Both("There is no such person or entitlement any more."));
        // As if they had just signed in: what is tried is the policy, not how old their sign-in is.
        var subject = SubjectFacts.Of(Actors.Of(person) with { FactsAt = tried.At });
        var facts = new Facts(subject, new RequestFacts(tried.Duration, tried.Reason, tried.Emergency), entitlement, tried.At);
        return PolicyEngine.Decide(await PolicySets.WithAsync(db, policy, ct), facts);
    }
}

/// <param name="At">When it would be asked and begin.</param>
public sealed record TriedCase(PersonId Person, EntitlementId Entitlement, TimeSpan Duration, string Reason, bool Emergency, DateTimeOffset At);
