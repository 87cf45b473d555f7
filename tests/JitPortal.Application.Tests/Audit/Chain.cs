using JitPortal.Domain.Audit;
using JitPortal.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Tests.Audit;

/// <summary>The whole audit log in memory: to spoil it as somebody with the database in their hands could, and to put it back.</summary>
internal sealed class Chain
{
    private readonly World world;

    private Chain(World world, Guid installation, List<AuditRow> rows, AuditHeadRow? head, List<AuditPersonalRow> personal, List<PersonKeyRow> keys) =>
        (this.world, Installation, Rows, Head, Personal, Keys) = (world, installation, rows, head, personal, keys);

    public Guid Installation { get; set; }

    public List<AuditRow> Rows { get; }

    public AuditHeadRow? Head { get; set; }

    public List<AuditPersonalRow> Personal { get; }

    public List<PersonKeyRow> Keys { get; }

    public AuditRow this[long sequence] => Rows.Single(r => r.Sequence == sequence);

    public static async Task<Chain> ReadAsync(World world)
    {
        await using var db = world.Db();
        return new Chain(
            world,
            await db.Installation.Select(i => i.InstallationId).SingleAsync(),
            await db.Audit.AsNoTracking().OrderBy(a => a.Sequence).ToListAsync(),
            await db.AuditHead.AsNoTracking().SingleAsync(),
            await db.AuditPersonal.AsNoTracking().OrderBy(p => p.Sequence).ThenBy(p => p.Name).ToListAsync(),
            await db.PersonKeys.AsNoTracking().ToListAsync());
    }

    /// <summary>Replaces all that is stored by this.</summary>
    public async Task WriteAsync()
    {
        await using var db = world.Db();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Audit.ExecuteDeleteAsync();
        await db.AuditHead.ExecuteDeleteAsync();
        await db.AuditPersonal.ExecuteDeleteAsync();
        await db.PersonKeys.ExecuteDeleteAsync();
        await db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.InstallationId, Installation));
        db.Audit.AddRange(Rows);
        db.AuditPersonal.AddRange(Personal);
        db.PersonKeys.AddRange(Keys);
        if (Head is not null)
            db.AuditHead.Add(Head);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Makes every link from a place on, and the head, follow from the records as they now are: the work of a careful forger.</summary>
    public void RelinkFrom(long sequence)
    {
        var link = sequence == 1 ? AuditChain.Genesis(Installation) : this[sequence - 1].Link;
        foreach (var row in Rows.Where(r => r.Sequence >= sequence).OrderBy(r => r.Sequence))
            link = row.Link = AuditChain.Link(link, row.Leaf);
        (Head!.Sequence, Head.Link) = (Rows.Max(r => r.Sequence), link);
    }

    /// <summary>Moves all from a place on by one, so that there is room for another.</summary>
    public void MakeRoomAt(long sequence)
    {
        foreach (var row in Rows.Where(r => r.Sequence >= sequence))
            row.Sequence++;
        foreach (var box in Personal.Where(p => p.Sequence >= sequence))
            box.Sequence++;
        Head!.Sequence++;
    }

    /// <summary>A record that says the same as another, linked to the one before it or not at all.</summary>
    public AuditRow Forge(long sequence, AuditRow like, byte[]? link = null)
    {
        var row = new AuditRow
        {
            Sequence = sequence,
            Leaf = like.Leaf,
            Link = link ?? AuditChain.Link(this[sequence - 1].Link, like.Leaf),
            Type = like.Type,
            At = like.At,
            ActorId = like.ActorId,
            RequestId = like.RequestId,
            GrantId = like.GrantId,
        };
        Rows.Add(row);
        return row;
    }

    public static void SwapRecords(AuditRow a, AuditRow b)
    {
        (a.Leaf, b.Leaf) = (b.Leaf, a.Leaf);
        (a.Link, b.Link) = (b.Link, a.Link);
        (a.Type, b.Type) = (b.Type, a.Type);
        (a.At, b.At) = (b.At, a.At);
        (a.ActorId, b.ActorId) = (b.ActorId, a.ActorId);
        (a.RequestId, b.RequestId) = (b.RequestId, a.RequestId);
        (a.GrantId, b.GrantId) = (b.GrantId, a.GrantId);
    }

    public static byte[] Flip(byte[] bytes, int at)
    {
        byte[] flipped = [.. bytes];
        flipped[at] ^= 0x01;
        return flipped;
    }
}
