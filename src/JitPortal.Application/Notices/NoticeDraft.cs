using JitPortal.Domain.Notices;

namespace JitPortal.Application.Notices;

/// <summary>What somebody is about to be told.</summary>
/// <param name="Occasion">The same for the same thing, however often it is tried (<see cref="Storage.Notices.NoticeRow.Occasion"/>).</param>
internal sealed record NoticeDraft(string Occasion, NoticeKind Kind, DateTimeOffset At)
{
    public Guid? Actor { get; init; }

    public Guid? About { get; init; }

    public Guid? Request { get; init; }

    public Guid? Grant { get; init; }

    public Guid? Target { get; init; }

    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Names of facts that are kept with a notice, beside those of the audit record.</summary>
internal static class NoticeFacts
{
    private const int LongestText = 500;

    /// <summary>The audit event's type.</summary>
    public const string Event = "event";

    public const string DecideBy = "decideBy";
    public const string Count = "count";

    /// <summary>Seconds that are left.</summary>
    public const string Left = "left";

    /// <summary>What a notice shows of a record; the rest of it may be long, and the log has it.</summary>
    private static readonly HashSet<string> Kept =
        ["ends", "duration", "reason", "error", "why", "observed", "since", "due", "name", "version", Event, DecideBy, Count, Left];

    public static Dictionary<string, string> Keep(IEnumerable<KeyValuePair<string, string>> facts) => facts
        .Where(fact => Kept.Contains(fact.Key))
        .ToDictionary(fact => fact.Key, fact => fact.Value.Length > LongestText ? fact.Value[..LongestText] : fact.Value, StringComparer.Ordinal);
}
