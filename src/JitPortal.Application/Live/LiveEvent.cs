using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;

namespace JitPortal.Application.Live;

/// <summary>One committed change: the audit event's type and ids, never its contents.</summary>
/// <param name="Sequence">The audit sequence number, in commit order; <see cref="NotInTheLog"/> for what concerns open pages only.</param>
public sealed record LiveEvent(long Sequence, string Type, RequestId? Request, GrantId? Grant, Audience Audience)
{
    /// <summary>Somebody was told or has seen something: pages show it, and there is no record of it.</summary>
    public const long NotInTheLog = 0;

    private const string CatchUpType = "catch-up";

    /// <summary>Events of other nodes may have been missed: whoever shows what is so reads again.</summary>
    public static readonly LiveEvent CatchUp = new(NotInTheLog, CatchUpType, null, null, Audience.All) { FromAnotherNode = true };

    /// <summary>It happened elsewhere, and every node has been told.</summary>
    public bool FromAnotherNode { get; init; }

    public bool IsCatchUp => Type == CatchUpType;

    /// <summary>A stop began or ended. It shows in its banner, at once and on every page; what it ends or refuses has events of its own.</summary>
    public bool IsAboutStops => Type is AuditTypes.LockPlaced or AuditTypes.LockLifted;
}
