using JitPortal.Application.Policies;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.People;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>
/// Judges a filed request by the policies as they are now (I-23): assurance, place and what was asked as recorded at filing,
/// the subject, the time, what they hold and had, and the target as they are in the caller's transaction.
/// </summary>
public sealed class Rechecks(PolicySets policies, FactsReading reading)
{
    /// <summary>The levels are recorded, not the session: whether it could still step up is not known, so a lack is told and not refused.</summary>
    private const AssuranceLevel Reachable = AssuranceLevel.PhishingResistant;

    /// <param name="duration">What was approved.</param>
    /// <param name="grant">The grant that it is about already: the one to be opened, or to be extended.</param>
    internal async Task<Standing> RunAsync(PortalDb db, RequestRow request, TimeSpan duration, GrantRow? grant, DateTimeOffset now, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == request.RequesterId, ct);
        var entitlement = await EntitlementReading.FactsAsync(db, request.EntitlementId, ct);
        var version = await db.Installation.Select(i => i.PolicyVersion).SingleAsync(ct);
        return await RunAsync(db, request, duration, grant, new RecheckSubject(person, entitlement, version), now, ct);
    }

    /// <param name="subject">As read in the caller's transaction.</param>
    internal async Task<Standing> RunAsync(
        PortalDb db, RequestRow request, TimeSpan duration, GrantRow? grant, RecheckSubject subject, DateTimeOffset now, CancellationToken ct)
    {
        if (RequestAudit.ChosenWay(request) is not { } given)
            return new Standing.Ended("What was decided for this request cannot be read any more.");
        var extends = request.ExtendsGrantId is null ? null : grant;
        var before = await HadBefore.SumAsync(db, subject.Person.Id, request.EntitlementId, extends?.ActiveAt ?? now, ct);
        var order = new FactsOrder(
            subject.Person,
            new RequesterFacts(new Assurance(request.AssuranceLevel, request.SignedInAt, Reachable), request.SourceAddress),
            new RequestFacts(Asking.WholeDuration(duration, extends), request.Reason, request.Emergency, request.Ticket, extends?.ActiveAt) { Before = before },
            subject.Entitlement,
            grant?.Id,
            Deciders: false);
        var set = await policies.GetAsync(db, subject.PolicyVersion, ct);
        var standing = PolicyEngine.Recheck(set, await reading.ReadAsync(db, set, order, now, ct), given);
        return standing is Standing.Stands stands ? Further(stands, duration, extends) : standing;
    }

    /// <summary>An extension was judged as a whole; what it adds is what is left of it after the current end.</summary>
    private static Standing Further(Standing.Stands whole, TimeSpan duration, GrantRow? extends)
    {
        var had = Asking.WholeDuration(duration, extends) - duration;
        return whole.Duration > had
            ? whole with { Duration = whole.Duration - had }
            : new Standing.Ended("Not possible: The policies allow no more than what is there already.");
    }
}

/// <summary>What a re-check is about, as read in the caller's transaction.</summary>
internal sealed record RecheckSubject(PersonRow Person, EntitlementFacts Entitlement, long PolicyVersion);
