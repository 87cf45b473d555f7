using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.Policies;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Texts;
using JitPortal.Storage;
using JitPortal.Storage.Catalog;
using JitPortal.Storage.Grants;
using JitPortal.Storage.People;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>What is asked for, found: it is there and can be opened for this person.</summary>
/// <param name="Principal">The account the right would go to.</param>
/// <param name="Extends">The grant that would become longer.</param>
internal sealed record Asked(PersonRow Person, EntitlementRow Entitlement, TargetRow Target, IConnectorKind Kind, string? Principal, GrantRow? Extends)
{
    /// <summary>An extension is decided before the old end or not at all.</summary>
    public DateTimeOffset InTime(DateTimeOffset lapses) => Extends?.EndsAt is { } end && end < lapses ? end : lapses;
}

/// <summary>What is asked for, and what the policies say to it. Preview and filing use the same one, so they cannot differ.</summary>
/// <param name="Set">The policies that said so.</param>
/// <param name="Facts">What they looked at.</param>
internal sealed record Judged(Asked Asked, Verdict Verdict, PolicySet Set, Facts Facts);

/// <summary>Judges what somebody asks for: is it there, can it be opened for them, what do the policies say.</summary>
public sealed class Asking(PolicySets policies, TargetConnectors connectors, FactsReading reading)
{
    internal async Task<Outcome<Judged>> JudgeAsync(PortalDb db, Actor actor, RequestForm form, DateTimeOffset now, CancellationToken ct)
    {
        var mistakes = RequestFormCheck.Mistakes(form);
        if (mistakes.Count > 0)
            return new Refusal.Invalid(mistakes);
        var asked = await FindAsync(db, actor.Id, form, toThem: true, now, ct);
        if (!asked.Succeeded)
            return asked.Refusal;
        if (form.Emergency && await Emergencies.WhyNoneAsync(db, actor.Id, now, ct) is { } none)
            return new Refusal.Forbidden(none);
        var set = await policies.GetAsync(db, ct);
        var before = await HadBefore.SumAsync(db, asked.Value.Person.Id, asked.Value.Entitlement.Id, asked.Value.Extends?.ActiveAt ?? now, ct);
        var order = Order(asked.Value, new RequesterFacts(actor.Assurance, actor.SourceAddress), form, before);
        var facts = await reading.ReadAsync(db, set, order, now, ct);
        return new Judged(asked.Value, PolicyEngine.Decide(set, facts), set, facts);
    }

    /// <summary>What is asked for, as far as it does not depend on the policies.</summary>
    /// <param name="toThem">A refusal is said to the requester, and not to whoever decides.</param>
    internal async Task<Outcome<Asked>> FindAsync(PortalDb db, PersonId requester, RequestForm form, bool toThem, DateTimeOffset now, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == requester.Value, ct);
        if (person is null || person.DisabledAt is not null)
            return new Refusal.Forbidden(Both("This account is disabled in the portal. Ask an administrator."));
        if (person.OwnerId is { } owner && await db.People.AnyAsync(p => p.Id == owner && p.DisabledAt != null, ct))
            return new Refusal.Forbidden(Both("The person who owns this workload is disabled in the portal, so it gets no access. Ask an administrator for another owner."));
        var entitlement = await db.Entitlements.AsNoTracking().SingleOrDefaultAsync(e => e.Id == form.Entitlement.Value && e.RetiredAt == null, ct);
        if (entitlement is null)
            return new Refusal.NotFound(Both("There is no such entitlement."));
        var target = await db.Targets.AsNoTracking().SingleAsync(t => t.Id == entitlement.TargetId, ct);
        if (target.RetiredAt is not null || target.Unavailable is not null || connectors.Kind(target.Kind) is not { } kind)
            return new Refusal.Conflict(target.Unavailable ?? Both($"“{target.Name}” cannot be used just now."));
        if (await Locks.WhyAsync(db, person.Id, target.Id, entitlement.Id, toThem, ct) is { } locked)
            return new Refusal.Forbidden(locked);
        return await FindAsync(db, person, form, new Place(entitlement, target, kind), now, ct);
    }

    private static async Task<Outcome<Asked>> FindAsync(PortalDb db, PersonRow person, RequestForm form, Place place, DateTimeOffset now, CancellationToken ct)
    {
        var keyMistakes = place.Kind.CheckPublicKey(place.Entitlement.Right, form.PublicKey);
        if (keyMistakes.Count > 0)
            return new Refusal.Invalid(keyMistakes);
        var principal = await PrincipalAsync(db, person, place, ct);
        if (!principal.Succeeded)
            return principal.Refusal;
        var extends = await ExtendedAsync(db, person, form, now, ct);
        if (!extends.Succeeded)
            return extends.Refusal;
        return extends.Value.Grant is { Mode: PrincipalMode.Existing } grant && grant.Principal != principal.Value.Name
            ? new Refusal.Conflict(Both($"Your account on “{place.Target.Name}” is another one by now, and this access is on the one before. Let it end and ask again."))
            : new Asked(person, place.Entitlement, place.Target, place.Kind, principal.Value.Name, extends.Value.Grant);
    }

    private static FactsOrder Order(Asked asked, RequesterFacts requester, RequestForm form, TimeSpan before)
    {
        var entitlement = EntitlementReading.Of(asked.Entitlement.Id, asked.Target.Kind, asked.Entitlement.Resource, asked.Entitlement.Role, asked.Entitlement.Tags);
        var request = new RequestFacts(WholeDuration(form.Duration, asked.Extends), form.Reason, form.Emergency, form.Ticket, asked.Extends?.ActiveAt, form.WithoutStepUp) { Before = before };
        return new FactsOrder(asked.Person, requester, request, entitlement, asked.Extends?.Id);
    }

    /// <summary>For an extension the policies judge the sum from the first activation, so chaining gains nothing.</summary>
    internal static TimeSpan WholeDuration(TimeSpan asked, GrantRow? extends) =>
        extends is { ActiveAt: { } began, EndsAt: { } ends } ? ends - began + asked : asked;

    private static async Task<Outcome<Principal>> PrincipalAsync(PortalDb db, PersonRow person, Place place, CancellationToken ct)
    {
        if (place.Kind.ModeOf(place.Entitlement.Right) == PrincipalMode.Ephemeral)
            return new Principal(null);
        var account = await db.TargetAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.TargetId == place.Target.Id && a.PersonId == person.Id, ct);
        return account is null
            ? new Refusal.Conflict(Both($"You have no account on “{place.Target.Name}” that the portal knows of. An administrator can enter it."))
            : new Principal(account.Name);
    }

    private static async Task<Outcome<Extended>> ExtendedAsync(PortalDb db, PersonRow person, RequestForm form, DateTimeOffset now, CancellationToken ct)
    {
        if (form.Extends is not { } id)
            return new Extended(null);
        var grant = await db.Grants.AsNoTracking()
            .SingleOrDefaultAsync(g => g.Id == id.Value && g.PersonId == person.Id && g.EntitlementId == form.Entitlement.Value, ct);
        if (grant is null)
            return new Refusal.NotFound(Both("There is no such access."));
        return grant.State == GrantState.Active && grant.EndsAt > now
            ? new Extended(grant)
            : new Refusal.Conflict(Both("Only access that is active can be extended."));
    }

    private sealed record Place(EntitlementRow Entitlement, TargetRow Target, IConnectorKind Kind);

    private sealed record Principal(string? Name);

    private sealed record Extended(GrantRow? Grant);
}
