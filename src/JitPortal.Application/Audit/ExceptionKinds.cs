using JitPortal.Domain.Audit;

namespace JitPortal.Application.Audit;

/// <summary>Which records of the log are exceptions by themselves; what only a comparison of times shows is found by <see cref="ListExceptions"/>.</summary>
public static class ExceptionKinds
{
    public static IReadOnlyDictionary<string, ExceptionKind> OfEvents { get; } = new Dictionary<string, ExceptionKind>(StringComparer.Ordinal)
    {
        [AuditTypes.BreakGlassOverdue] = ExceptionKind.EmergencyNotReviewed,
        [AuditTypes.BreakGlassDisputed] = ExceptionKind.EmergencyDisputed,
        [AuditTypes.LockPlaced] = ExceptionKind.Stopped,
        [AuditTypes.GrantQuarantined] = ExceptionKind.SetAside,
        [AuditTypes.ClockConfirmed] = ExceptionKind.ClockConfirmed,
        [AuditTypes.PersonErased] = ExceptionKind.Erased,
    };
}

/// <summary>The kinds of exception, the gravest first.</summary>
public enum ExceptionKind
{
    /// <summary>Past its end, and nothing says that it is gone.</summary>
    NotOver,

    /// <summary>Ended without evidence of absence.</summary>
    NotEvidenced,

    /// <summary>Two administrators gave up on the target: closed without evidence.</summary>
    ForceClosed,

    /// <summary>Gone more than 60 s after it was due.</summary>
    Late,

    /// <summary>Emergency access that nobody judged by its due date.</summary>
    EmergencyNotReviewed,

    /// <summary>Emergency access that a reviewer found to be wrong.</summary>
    EmergencyDisputed,

    /// <summary>A policy was published by one administrator alone.</summary>
    PublishedAlone,

    /// <summary>A vote was cast by a stand-in, in the seat of somebody who was away.</summary>
    ByStandIn,

    /// <summary>Somebody stopped access at once.</summary>
    Stopped,

    /// <summary>A row that could not be worked on was set aside.</summary>
    SetAside,

    /// <summary>Somebody vouched for a clock that had jumped.</summary>
    ClockConfirmed,

    /// <summary>A person's readable traces were taken out of the log.</summary>
    Erased,
}
