using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage.People;

namespace JitPortal.Application.Grants;

/// <summary>What the log says of a lock: always its whole scope, so that its lifting reads like its placing.</summary>
internal static class LockAudit
{
    public static AuditEvent Event(string type, Actor actor, LockRow row)
    {
        var scope = LockScopes.Of(row);
        return new AuditEvent(type, actor.AuditId)
        {
            Person = scope.Person,
            Target = scope.Target,
            Facts = [new("lock", new LockId(row.Id).ToString()), .. scope.Resource is { } resource ? [new AuditFact("resource", resource)] : Array.Empty<AuditFact>()],
            Audience = scope.Person is { } person ? new Audience([person], []) : Audience.All,
        };
    }
}
