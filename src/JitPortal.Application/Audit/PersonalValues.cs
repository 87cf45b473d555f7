using JitPortal.Domain.Audit;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>The personal values that one record commits to, as far as they can still be read.</summary>
internal sealed record PersonalValues(IReadOnlyList<AuditPersonal> Values)
{
    public bool AnyUnreadable => Values.Any(v => v.Value is PersonalValue.Unreadable);

    public static async Task<PersonalValues> ReadAsync(PortalDb db, KeyRing keys, AuditRow row, CancellationToken ct)
    {
        var names = LeafReading.TryOf(row.Leaf)?.Personal ?? [];
        if (names.Count == 0)
            return new PersonalValues([]);
        var boxes = await db.AuditPersonal.AsNoTracking().Where(p => p.Sequence == row.Sequence).ToListAsync(ct);
        var owners = boxes.Select(b => b.PersonId).Distinct().ToList();
        var found = await db.PersonKeys.AsNoTracking().Where(k => owners.Contains(k.PersonId)).ToDictionaryAsync(k => k.PersonId, ct);
        var erased = await ErasedAsync(db, row.Sequence, owners.Where(owner => !found.ContainsKey(owner)).ToHashSet(), ct);
        return new PersonalValues([.. names.Select(name => new AuditPersonal(name, boxes.Find(b => b.Name == name) switch
        {
            null => new PersonalValue.Unreadable(),
            var box when found.TryGetValue(box.PersonId, out var key) => Open(keys, key, box),
            var box => erased.Contains(box.PersonId) ? new PersonalValue.Erased() : new PersonalValue.Unreadable(),
        }))]);
    }

    /// <summary>A key that is gone without a record of an erasure was not erased by the portal.</summary>
    private static async Task<HashSet<Guid>> ErasedAsync(PortalDb db, long after, HashSet<Guid> without, CancellationToken ct)
    {
        if (without.Count == 0)
            return [];
        var erasures = await db.Audit.AsNoTracking().Where(a => a.Type == AuditTypes.PersonErased && a.Sequence >= after).Select(a => a.Leaf).ToListAsync(ct);
        return [.. erasures.Select(leaf => LeafReading.TryOf(leaf)?.Person).OfType<Guid>().Where(without.Contains)];
    }

    private static PersonalValue Open(KeyRing keys, PersonKeyRow key, AuditPersonalRow box) =>
        PersonalBox.TryOpen(keys, key, box) is { } opened ? new PersonalValue.Written(opened.Value) : new PersonalValue.Unreadable();
}

public sealed record AuditPersonal(string Name, PersonalValue Value);

/// <summary>What became of a personal value.</summary>
public abstract record PersonalValue
{
    private PersonalValue()
    {
    }

    /// <summary>As it was recorded.</summary>
    public sealed record Written(string Text) : PersonalValue;

    /// <summary>Its person was erased since, and the record of that is in the log (I-36).</summary>
    public sealed record Erased : PersonalValue;

    /// <summary>It is gone or changed, and no erasure excuses it.</summary>
    public sealed record Unreadable : PersonalValue;
}
