using System.Globalization;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>
/// From what a target's own log shows back to the grant and the person, however long ago: a login, the serial or the key id of a
/// certificate, or the number of a request.
/// </summary>
public sealed class LookUpTrace(PortalDbFactory databases)
{
    private const int Most = 100;
    private const int LongestTrace = 200;

    /// <param name="trace">Exactly as the target wrote it, for example <c>jit_0196f…</c>, <c>1042</c>, a key id or <c>REQ-1042</c>.</param>
    /// <returns>Latest first, at most 100; <see cref="Refusal.Forbidden"/> but for auditors and administrators; <see cref="Refusal.Invalid"/> for nothing to look up.</returns>
    public async Task<Outcome<TraceView>> RunAsync(Actor actor, string trace, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var text = trace.Trim();
        if (text.Length is 0 or > LongestTrace)
            return new Refusal.Invalid("trace", Both("Write a login, a certificate's serial or key id, or a request's number, at most 200 characters."));
        var found = new Dictionary<Guid, TraceKind>();
        foreach (var id in await db.Grants.Where(g => g.Principal == text).OrderByDescending(g => g.ApprovedAt).Take(Most).Select(g => g.Id).ToListAsync(ct))
            found.TryAdd(id, TraceKind.Login);
        if (Serial(text) is { } serial)
            await AddAsync(found, TraceKind.Serial, db.Leases.Where(l => l.Serial == serial).Select(l => l.GrantId), ct);
        if (KeyId(text) is { } grant)
            await AddAsync(found, TraceKind.KeyId, db.Grants.Where(g => g.Id == grant).Select(g => g.Id), ct);
        if (RequestNumber.Parse(text) is { } number)
            await AddAsync(found, TraceKind.Request, db.Requests.Where(r => r.Number == number).Join(db.Grants, r => r.Id, g => g.RequestId, (_, g) => g.Id), ct);
        return new TraceView(text, await RowsAsync(db, found, ct), await ControlTotal.ReadAsync(db, ct));
    }

    private static async Task AddAsync(Dictionary<Guid, TraceKind> found, TraceKind kind, IQueryable<Guid> grants, CancellationToken ct)
    {
        foreach (var id in await grants.Take(Most).ToListAsync(ct))
            found.TryAdd(id, kind);
    }

    private static async Task<IReadOnlyList<TraceRow>> RowsAsync(PortalDb db, Dictionary<Guid, TraceKind> found, CancellationToken ct)
    {
        var ids = found.Keys.ToList();
        var rows = await db.Grants.AsNoTracking().Where(g => ids.Contains(g.Id))
            .Join(db.Requests, g => g.RequestId, r => r.Id, (g, r) => new { g, r.Number, r.Reason })
            .Join(db.Entitlements, x => x.g.EntitlementId, e => e.Id, (x, e) => new { x.g, x.Number, x.Reason, e.Resource, e.Role })
            .Join(db.Targets, x => x.g.TargetId, t => t.Id, (x, t) => new { x.g, x.Number, x.Reason, x.Resource, x.Role, t.Name })
            .Join(db.People, x => x.g.PersonId, p => p.Id, (x, p) => new { x.g, x.Number, x.Reason, x.Resource, x.Role, Target = x.Name, Holder = p })
            .OrderByDescending(x => x.g.ApprovedAt)
            .Take(Most)
            .ToListAsync(ct);
        var serials = (await db.Leases.AsNoTracking().Where(l => ids.Contains(l.GrantId)).OrderBy(l => l.Ordinal).Select(l => new { l.GrantId, l.Serial }).ToListAsync(ct)).ToLookup(l => l.GrantId, l => l.Serial);
        return rows.ConvertAll(x => new TraceRow(
            new GrantId(x.g.Id), new RequestId(x.g.RequestId), RequestNumber.Of(x.Number), found[x.g.Id],
            new NamedPerson(new PersonId(x.Holder.Id), x.Holder.Name), x.Holder.IsWorkload, x.Target, x.Resource, x.Role, x.g.Principal, [.. serials[x.g.Id]], x.Reason,
            x.g.ActiveAt ?? x.g.IntendedAt, x.g.EndsAt, x.g.EndedAt, x.g.State, x.g.EndReason, x.g.Evidence));
    }

    /// <summary>As <c>ssh-keygen -L</c> prints it, and as most logs do: decimal.</summary>
    private static long? Serial(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) ? serial : null;

    /// <summary>A certificate's key id is its grant, and after each new key a number: <c>0196f0…c2.1</c>.</summary>
    private static Guid? KeyId(string text) => Guid.TryParse(text.Split('.')[0], out var id) ? id : null;
}

public sealed record TraceView(string Trace, IReadOnlyList<TraceRow> Rows, ControlTotal Log);

/// <param name="Matched">What of the grant the trace was.</param>
/// <param name="Principal">The login on the target.</param>
/// <param name="Serials">Of every lease.</param>
public sealed record TraceRow(
    GrantId Grant,
    RequestId Request,
    string Number,
    TraceKind Matched,
    NamedPerson Holder,
    bool IsWorkload,
    string TargetName,
    string Resource,
    string Role,
    string Principal,
    IReadOnlyList<long> Serials,
    string Reason,
    DateTimeOffset? From,
    DateTimeOffset? EndsAt,
    DateTimeOffset? EndedAt,
    GrantState State,
    EndReason? EndReason,
    EvidenceKind Evidence);

public enum TraceKind
{
    Login,
    Serial,
    KeyId,
    Request,
}
