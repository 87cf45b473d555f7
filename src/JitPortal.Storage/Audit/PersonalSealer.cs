using System.Security.Cryptography;
using System.Text;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage.Audit;

/// <summary>Turns personal values into commitments for the chain and boxes beside it, under one key per person (I-36).</summary>
internal sealed class PersonalSealer(KeyRing keys)
{
    public async Task<IReadOnlyList<IReadOnlyList<Sealed>>> SealAsync(PortalDb db, IReadOnlyList<AuditEvent> events, CancellationToken ct)
    {
        var sealedFields = new List<IReadOnlyList<Sealed>>(events.Count);
        foreach (var happened in events)
        {
            var fields = new List<Sealed>(happened.Personal.Count);
            foreach (var field in happened.Personal)
                fields.Add(await SealAsync(db, field, ct));
            sealedFields.Add(fields);
        }
        return sealedFields;
    }

    public static async Task InsertAsync(PortalDb db, IReadOnlyList<AuditRow> rows, IReadOnlyList<IReadOnlyList<Sealed>> personal, CancellationToken ct)
    {
        var any = false;
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var field in personal[i])
            {
                db.AuditPersonal.Add(new AuditPersonalRow { Sequence = rows[i].Sequence, Name = field.Name, PersonId = field.Owner.Value, Box = field.Box });
                any = true;
            }
        }
        if (any)
            await db.SaveChangesAsync(ct);
    }

    private async Task<Sealed> SealAsync(PortalDb db, PersonalField field, CancellationToken ct)
    {
        var key = await KeyOfAsync(db, field.Owner, ct);
        var salt = RandomNumberGenerator.GetBytes(AuditChain.SaltLength);
        byte[] plain = [.. salt, .. Encoding.UTF8.GetBytes(field.Value)];
        var box = Sealing.Seal(key, plain, PersonalBox.BelongsTo(field.Owner.Value, field.Name));
        return new Sealed(field.Owner, field.Name, AuditChain.Commit(salt, field.Name, field.Value), box);
    }

    private async Task<byte[]> KeyOfAsync(PortalDb db, PersonId person, CancellationToken ct)
    {
        var row = await db.PersonKeys.AsNoTracking().SingleOrDefaultAsync(k => k.PersonId == person.Value, ct);
        if (row is not null)
            return keys.Open(PersonalBox.KeyPurpose, person.Value, row.Box);
        var key = RandomNumberGenerator.GetBytes(Sealing.KeyLength);
        db.PersonKeys.Add(new PersonKeyRow { PersonId = person.Value, Box = keys.Seal(PersonalBox.KeyPurpose, person.Value, key) });
        await db.SaveChangesAsync(ct);
        return key;
    }

    internal sealed record Sealed(PersonId Owner, string Name, byte[] Commitment, byte[] Box);
}
