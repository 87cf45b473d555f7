using JitPortal.Application.Intake;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Catalog;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Catalog;

/// <summary>An administrator says who owns a resource in one role: people, a group, or both. Policies that name its owner mean them.</summary>
public sealed class SetOwners(Ledger ledger)
{
    private const int MostOwners = 20;

    /// <param name="group"><see langword="null"/> for none.</param>
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Invalid"/> for owners who are no people of the portal.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, EntitlementId entitlement, IReadOnlyList<PersonId> people, string? group, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return new Refusal.Forbidden(Both("Only administrators say who owns what."));
            if (await MistakesAsync(writing.Db, people, group, ct) is { Count: > 0 } mistakes)
                return new Refusal.Invalid(mistakes);
            var changed = await writing.Db.Entitlements.Where(e => e.Id == entitlement.Value && e.RetiredAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(e => e.OwnerGroup, group), ct);
            var happened = new AuditEvent(AuditTypes.OwnersSet, actor.AuditId)
            {
                Entitlement = entitlement,
                Facts = [new("people", string.Join(' ', people.Select(p => p.ToString()))), new("group", group ?? "")],
            };
            if (!writing.Record(changed, happened))
                return new Refusal.NotFound(Both("There is no such entitlement."));
            await WriteAsync(writing, entitlement, people, ct);
            await Epochs.RaisePeopleAsync(writing.Db, ct);
            return default(Done);
        },
        ct);

    /// <summary>Who stays keeps the date since when.</summary>
    private static async Task WriteAsync(Writing writing, EntitlementId entitlement, IReadOnlyList<PersonId> people, CancellationToken ct)
    {
        var wanted = people.Select(p => p.Value).ToHashSet();
        var known = await writing.Db.EntitlementOwners.Where(o => o.EntitlementId == entitlement.Value).ToListAsync(ct);
        writing.Db.EntitlementOwners.RemoveRange(known.Where(o => !wanted.Contains(o.PersonId)));
        foreach (var person in wanted.Except(known.Select(o => o.PersonId)))
            writing.Db.EntitlementOwners.Add(new EntitlementOwnerRow { EntitlementId = entitlement.Value, PersonId = person, Since = writing.Now });
        await writing.Db.SaveChangesAsync(ct);
    }

    private static async Task<IReadOnlyList<FieldError>> MistakesAsync(PortalDb db, IReadOnlyList<PersonId> people, string? group, CancellationToken ct)
    {
        var mistakes = new List<FieldError>();
        var ids = people.Select(p => p.Value).Distinct().ToList();
        if (ids.Count > MostOwners)
            mistakes.Add(new FieldError("people", Both($"Name at most {MostOwners} people; for more use a group.")));
        else if (await db.People.CountAsync(p => ids.Contains(p.Id) && p.ErasedAt == null && !p.IsWorkload, ct) != ids.Count)
            mistakes.Add(new FieldError("people", Both("Choose people that the portal knows.")));
        if (group is not null)
            mistakes.AddRange(TextCheck.Required("group", group, 200, Both("Name the group, or leave it out.")));
        return mistakes;
    }
}
