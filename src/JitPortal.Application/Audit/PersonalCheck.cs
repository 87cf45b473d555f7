using System.Text.Json;
using JitPortal.Domain.Audit;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>
/// The personal values of one page of events: each that was committed to is there, unchanged and with a person of the event. One that
/// cannot be read because its person's key is gone is left to <see cref="MissingKeys"/>.
/// </summary>
internal sealed class PersonalCheck
{
    private readonly KeyRing keyRing;
    private readonly ILookup<long, AuditPersonalRow> boxes;
    private readonly IReadOnlyDictionary<Guid, PersonKeyRow> keys;
    private readonly MissingKeys missing;

    private PersonalCheck(KeyRing keyRing, ILookup<long, AuditPersonalRow> boxes, IReadOnlyDictionary<Guid, PersonKeyRow> keys, MissingKeys missing) =>
        (this.keyRing, this.boxes, this.keys, this.missing) = (keyRing, boxes, keys, missing);

    public static async Task<PersonalCheck> ReadAsync(PortalDb db, KeyRing keyRing, MissingKeys missing, IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        var (first, last) = (rows[0].Sequence, rows[^1].Sequence);
        var stored = await db.AuditPersonal.AsNoTracking().Where(p => p.Sequence >= first && p.Sequence <= last).ToListAsync(ct);
        var people = stored.Select(b => b.PersonId).Distinct().ToList();
        var found = await db.PersonKeys.AsNoTracking().Where(k => people.Contains(k.PersonId)).ToDictionaryAsync(k => k.PersonId, ct);
        return new PersonalCheck(keyRing, stored.ToLookup(b => b.Sequence), found, missing);
    }

    public string? Problem(AuditRow row, JsonElement record)
    {
        missing.See(record);
        var committed = record.TryGetProperty("personal", out var personal) ? personal.EnumerateObject().Select(p => p.Name).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var box in boxes[row.Sequence])
        {
            if (!committed.Remove(box.Name) || !Holds(box, record, personal))
                return NotRecorded(row.Sequence, box.Name);
        }
        return committed.Count == 0 ? null : $"Event {row.Sequence}: the recorded “{committed.First()}” is missing.";
    }

    internal static string NotRecorded(long sequence, string name) => $"Event {sequence}: the stored “{name}” is not the one that was recorded.";

    private bool Holds(AuditPersonalRow box, JsonElement record, JsonElement personal)
    {
        var owner = box.PersonId.ToString("N");
        if (box.PersonId != Guid.Empty && RecordCheck.Text(record, "actor") != owner && RecordCheck.Text(record, "person") != owner)
            return false;
        if (!keys.TryGetValue(box.PersonId, out var key))
        {
            missing.Add(owner, box.Sequence, box.Name);
            return true;
        }
        return PersonalBox.TryOpen(keyRing, key, box) is (var salt, var value) && RecordCheck.Text(personal, box.Name) == Convert.ToHexStringLower(AuditChain.Commit(salt, box.Name, value));
    }
}
