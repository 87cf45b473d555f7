using System.Text.RegularExpressions;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;

namespace JitPortal.Storage.Grants;

/// <summary>Audit events about a grant, all with the same ids and the same audience.</summary>
public static class GrantAudit
{
    private const string OwnAccount = "the own account";

    /// <summary>Facts that are sentences of a connector; the others are codes, and stay as they are.</summary>
    private static readonly HashSet<string> Sentences = ["observed", "steps", "error", "why"];

    /// <param name="actor">Who did it; <see langword="null"/> for the portal itself.</param>
    /// <param name="facts">In sentences, the name of a person's own account is left out: it is personal, and a record cannot be changed (I-36).</param>
    public static AuditEvent Event(GrantRow grant, string type, PersonId? actor, params IReadOnlyList<AuditFact> facts) => new(type, actor)
    {
        Grant = new GrantId(grant.Id),
        Request = IsRead(grant.RequestId) ? new RequestId(grant.RequestId) : null,
        Entitlement = IsRead(grant.EntitlementId) ? new EntitlementId(grant.EntitlementId) : null,
        Target = new TargetId(grant.TargetId),
        Person = IsRead(grant.PersonId) ? new PersonId(grant.PersonId) : null,
        Facts = grant.Mode == PrincipalMode.Existing ? [.. facts.Select(fact => Anonymous(fact, grant.Principal))] : facts,
        Audience = new Audience(IsRead(grant.PersonId) ? [new PersonId(grant.PersonId)] : [], []),
    };

    /// <summary>Of a row that is closed although a column of it cannot be read, the record says only what is known.</summary>
    private static bool IsRead(Guid id) => id != Guid.Empty;

    private static AuditFact Anonymous(AuditFact fact, string principal) => fact.Text is { } text && Sentences.Contains(fact.Name)
        ? new AuditFact(fact.Name, Regex.Replace(text, $@"(?<!\w){Regex.Escape(principal)}(?!\w)", OwnAccount, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
        : fact;
}
