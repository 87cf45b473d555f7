using JitPortal.Domain.Audit;
using JitPortal.Domain.People;

namespace JitPortal.Application.Approvals;

/// <summary>Audit events about an absence; both people are told.</summary>
internal static class AwayAudit
{
    public static AuditEvent Event(string type, PersonId absent, PersonId standIn, DateTimeOffset from, DateTimeOffset until) => new(type, absent)
    {
        Person = standIn,
        Facts = [new("from", from), new("until", until)],
        Audience = new Audience([absent, standIn], []),
    };
}
