using JitPortal.Domain.Audit;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>
/// One place of the chain, looked at from both sides: whether the record follows from the one before it, says what is stored beside it,
/// and is what the next one, or the head, goes on from. Only <see cref="VerifyAudit"/> can speak of the whole chain.
/// </summary>
/// <param name="Before">The chain up to the record before; what the installation begins with for the first; <see langword="null"/> where that record is missing.</param>
/// <param name="Problem">What does not hold here, in words; <see langword="null"/> where all does.</param>
internal sealed record ChainPlace(AuditRow Row, byte[]? Before, PersonalValues Personal, string? Problem)
{
    /// <returns><see langword="null"/> where no record has this number.</returns>
    public static async Task<ChainPlace?> ReadAsync(PortalDb db, KeyRing keys, long sequence, CancellationToken ct)
    {
        var near = await db.Audit.AsNoTracking().Where(a => a.Sequence >= sequence - 1 && a.Sequence <= sequence + 1).ToDictionaryAsync(a => a.Sequence, ct);
        if (!near.TryGetValue(sequence, out var row))
            return null;
        var installation = await db.Installation.Select(i => i.InstallationId).SingleAsync(ct);
        var before = sequence == 1 ? AuditChain.Genesis(installation) : near.GetValueOrDefault(sequence - 1)?.Link;
        var personal = await PersonalValues.ReadAsync(db, keys, row, ct);
        var problem = BeforeProblem(row, before) ?? await RecordProblemAsync(db, keys, row, installation, personal, ct) ?? await AfterProblemAsync(db, row, near.GetValueOrDefault(sequence + 1), ct);
        return new ChainPlace(row, before, personal, problem);
    }

    private static string? BeforeProblem(AuditRow row, byte[]? before)
    {
        if (row.Sequence < 1)
            return $"Event {row.Sequence} does not belong here: the log begins with event 1.";
        return before is null
            ? $"Event {row.Sequence - 1} is missing, so nobody can say what this one followed."
            : VerifyAudit.LinkProblem(row, row.Sequence, before);
    }

    private static async Task<string?> RecordProblemAsync(PortalDb db, KeyRing keys, AuditRow row, Guid installation, PersonalValues personal, CancellationToken ct)
    {
        var missing = new MissingKeys();
        var problem = RecordCheck.Problem(row, installation, await PersonalCheck.ReadAsync(db, keys, missing, [row], ct));
        return problem ?? (personal.AnyUnreadable ? missing.First?.Problem : null);
    }

    private static async Task<string?> AfterProblemAsync(PortalDb db, AuditRow row, AuditRow? after, CancellationToken ct)
    {
        // After the records: what the head counts by then must be found, however fast the log grows.
        var head = await db.AuditHead.AsNoTracking().SingleOrDefaultAsync(ct);
        after ??= await db.Audit.AsNoTracking().SingleOrDefaultAsync(a => a.Sequence == row.Sequence + 1, ct);
        if (after is not null)
            return VerifyAudit.LinkProblem(after, after.Sequence, row.Link);
        if (head is null)
            return "The head of the log is missing, so nobody can say whether this is its end.";
        if (head.Sequence != row.Sequence)
            return head.Sequence > row.Sequence ? $"Event {row.Sequence + 1} is missing." : $"The head of the log says that it ends at event {head.Sequence}: what stands behind it was put in.";
        return head.Link.AsSpan().SequenceEqual(row.Link) ? null : $"Event {row.Sequence} is not the one that the head of the log stands for.";
    }
}
