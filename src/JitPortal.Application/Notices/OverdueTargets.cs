using JitPortal.Domain.Audit;
using JitPortal.Storage.Audit;

namespace JitPortal.Application.Notices;

/// <summary>A dead target makes every grant on it overdue at once: administrators get one notice for each target, which says how many.</summary>
internal sealed class OverdueTargets
{
    private readonly Dictionary<Guid, List<long>> sequences;

    public OverdueTargets(IEnumerable<AuditRow> events) => sequences = events
        .Where(e => e.Type == AuditTypes.GrantOverdue)
        .GroupBy(TargetOf, e => e.Sequence)
        .ToDictionary(e => e.Key, e => e.ToList());

    /// <returns>Whether this is the event that stands for its target; any event of another type stands for itself.</returns>
    public bool IsFirst(AuditRow row, LeafReading leaf) => row.Type != AuditTypes.GrantOverdue || sequences[leaf.Target ?? Guid.Empty][0] == row.Sequence;

    public int CountOf(AuditRow row, Guid? target) => row.Type == AuditTypes.GrantOverdue ? sequences[target ?? Guid.Empty].Count : 1;

    /// <summary>One that cannot be read is told as that, when its turn comes.</summary>
    private static Guid TargetOf(AuditRow row) => LeafReading.TryOf(row.Leaf)?.Target ?? Guid.Empty;
}
