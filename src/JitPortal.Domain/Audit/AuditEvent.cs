using System.Globalization;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;

namespace JitPortal.Domain.Audit;

/// <summary>
/// One thing that happened. Every guarded write takes one as a parameter: no event, no change (I-31).
/// </summary>
/// <param name="Type">A dotted name from <see cref="AuditTypes"/>.</param>
/// <param name="Actor">Who did it; <see langword="null"/> for the portal itself.</param>
public sealed record AuditEvent(string Type, PersonId? Actor)
{
    public RequestId? Request { get; init; }

    public GrantId? Grant { get; init; }

    public EntitlementId? Entitlement { get; init; }

    public TargetId? Target { get; init; }

    /// <summary>The person it is about, where that is not the actor.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Facts that are neither secret nor personal, in plain sight of the chain.</summary>
    public IReadOnlyList<AuditFact> Facts { get; init; } = [];

    /// <summary>Personal text: the chain holds only a salted hash of it, so that it can be erased (I-36).</summary>
    public IReadOnlyList<PersonalField> Personal { get; init; } = [];

    /// <summary>Who is told at once; not part of the record.</summary>
    public Audience Audience { get; init; } = Audience.Nobody;
}

/// <summary>A name with a text or a whole number: the only values RFC 8785 lets every reader hash alike.</summary>
public sealed record AuditFact(string Name, string? Text, long? Number)
{
    public AuditFact(string name, string text) : this(name, text, null)
    {
    }

    public AuditFact(string name, long number) : this(name, null, number)
    {
    }

    public AuditFact(string name, DateTimeOffset instant) : this(name, null, instant.ToUnixTimeMilliseconds())
    {
    }

    public override string ToString() => Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? "";
}

/// <param name="Owner">Whose key the value is encrypted under; erasing this person erases the value.</param>
public sealed record PersonalField(PersonId Owner, string Name, string Value);
