using System.Text;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>One record of the log with everything it says, and whether the chain holds at its place.</summary>
public sealed class ReadAuditEvent(PortalDbFactory databases, KeyRing keys)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for auditors and administrators; <see cref="Refusal.NotFound"/> for a number that no record has, with what that means.</returns>
    public async Task<Outcome<AuditEventView>> RunAsync(Actor actor, long sequence, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        if (await ChainPlace.ReadAsync(db, keys, sequence, ct) is { } place)
            return await ShowAsync(db, place, ct);
        var last = await db.AuditHead.Select(h => (long?)h.Sequence).SingleOrDefaultAsync(ct);
        return new Refusal.NotFound(sequence >= 1 && sequence <= last
            ? Both($"Event {sequence} is missing. The log has had it, and nothing is ever taken out of it: this is tampering.")
            : Both($"There is no event {sequence}. The log goes from 1 to {last ?? 0}."));
    }

    private static async Task<AuditEventView> ShowAsync(PortalDb db, ChainPlace place, CancellationToken ct)
    {
        var (row, leaf) = (place.Row, LeafReading.TryOf(place.Row.Leaf) ?? new LeafReading(null, null, new Dictionary<string, string>(StringComparer.Ordinal)));
        var people = new[] { row.ActorId, leaf.Person }.OfType<Guid>().Concat(FactPeople.In(leaf.Facts)).Distinct().ToList();
        var known = await db.People.AsNoTracking().Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.ErasedAt }).ToListAsync(ct);
        var names = known.ToDictionary(p => p.Id, p => p.Name);
        var readable = known.Where(p => p.ErasedAt is null).ToDictionary(p => p.Id, p => p.Name);
        return new AuditEventView(
            row.Sequence, row.At, row.Type, Named(row.ActorId, names), Named(leaf.Person, names),
            [.. leaf.Facts.Select(f => new AuditFactView(f.Key, FactPeople.Show(f.Key, f.Value, readable)))],
            place.Personal.Values,
            Convert.ToHexStringLower(row.Link), place.Before is { } before ? Convert.ToHexStringLower(before) : null, Encoding.UTF8.GetString(row.Leaf), place.Problem)
        {
            Request = await RequestAsync(db, row.RequestId, ct),
            Grant = row.GrantId is { } grant && await db.Grants.AnyAsync(g => g.Id == grant, ct) ? new GrantId(grant) : null,
            Entitlement = await EntitlementAsync(db, leaf.Entitlement, ct),
            Target = leaf.Target is { } target ? await db.Targets.Where(t => t.Id == target).Select(t => t.Name).SingleOrDefaultAsync(ct) : null,
            Last = await db.Audit.MaxAsync(a => a.Sequence, ct),
        };
    }

    private static NamedPerson? Named(Guid? id, Dictionary<Guid, string> names) => id is { } person ? new NamedPerson(new PersonId(person), names.GetValueOrDefault(person, T("somebody unknown"))) : null;

    private static async Task<AuditedRequest?> RequestAsync(PortalDb db, Guid? id, CancellationToken ct)
    {
        var found = await db.Requests.Where(r => r.Id == id).Join(db.Entitlements, r => r.EntitlementId, e => e.Id, (r, e) => new { r.Id, r.Number, e.Resource, e.Role }).SingleOrDefaultAsync(ct);
        return found is null ? null : new AuditedRequest(new RequestId(found.Id), RequestNumber.Of(found.Number), $"{found.Resource}, {found.Role}");
    }

    private static async Task<AuditedEntitlement?> EntitlementAsync(PortalDb db, Guid? id, CancellationToken ct)
    {
        var found = await db.Entitlements.Where(e => e.Id == id).Select(e => new { e.Id, e.Resource, e.Role }).SingleOrDefaultAsync(ct);
        return found is null ? null : new AuditedEntitlement(new EntitlementId(found.Id), $"{found.Resource}, {found.Role}");
    }
}

/// <param name="Actor">Who did it; <see langword="null"/> for the portal itself.</param>
/// <param name="Person">Whom it is about, where that is not the actor.</param>
/// <param name="Personal">The personal values that it commits to.</param>
/// <param name="Link">The chain up to and with this record, 64 hexadecimal digits.</param>
/// <param name="LinkBefore">The chain up to the record before; <see langword="null"/> where that one is missing.</param>
/// <param name="Record">What is chained, byte for byte; nothing personal is in it.</param>
/// <param name="Problem">What does not hold at this place, in words; <see langword="null"/> where the chain holds.</param>
public sealed record AuditEventView(
    long Sequence,
    DateTimeOffset At,
    string Type,
    NamedPerson? Actor,
    NamedPerson? Person,
    IReadOnlyList<AuditFactView> Facts,
    IReadOnlyList<AuditPersonal> Personal,
    string Link,
    string? LinkBefore,
    string Record,
    string? Problem)
{
    public AuditedRequest? Request { get; init; }

    public GrantId? Grant { get; init; }

    public AuditedEntitlement? Entitlement { get; init; }

    /// <summary>The name of the target it is about.</summary>
    public string? Target { get; init; }

    /// <summary>The highest number in the log.</summary>
    public long Last { get; init; }
}

/// <param name="Value">As recorded, with the names of people in place of their ids; durations are in seconds, instants in milliseconds since 1970.</param>
public sealed record AuditFactView(string Name, string Value);

/// <param name="Number">REQ-1042.</param>
/// <param name="What">"orders-db, Write".</param>
public sealed record AuditedRequest(RequestId Id, string Number, string What);

/// <param name="What">"orders-db, Write".</param>
public sealed record AuditedEntitlement(EntitlementId Id, string What);
