using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>The personal values of some events for those who may read them, as far as they can still be read: who was erased is in none (I-36).</summary>
internal static class PersonalTexts
{
    /// <returns>By the event's sequence.</returns>
    public static async Task<ILookup<long, PersonalText>> ReadAsync(PortalDb db, KeyRing keys, IReadOnlyList<long> sequences, CancellationToken ct)
    {
        if (sequences.Count == 0)
            return Array.Empty<PersonalText>().ToLookup(_ => 0L);
        var boxes = await db.AuditPersonal.AsNoTracking()
            .Where(p => sequences.Contains(p.Sequence))
            .Join(db.PersonKeys, p => p.PersonId, k => k.PersonId, (p, k) => new { Box = p, Key = k })
            .ToListAsync(ct);
        return boxes.Select(b => (b.Box.Sequence, Text: Open(keys, b.Key, b.Box))).Where(b => b.Text is not null).ToLookup(b => b.Sequence, b => b.Text!);
    }

    /// <summary>What was changed behind the chain's back is left out, for the verifier to name: it keeps nobody from reading the rest.</summary>
    private static PersonalText? Open(KeyRing keys, PersonKeyRow key, AuditPersonalRow box) =>
        PersonalBox.TryOpen(keys, key, box) is { } opened ? new PersonalText(box.Name, opened.Value) : null;
}

internal sealed record PersonalText(string Name, string Value);
