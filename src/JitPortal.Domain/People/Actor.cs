namespace JitPortal.Domain.People;

/// <summary>Who calls: the signed-in person as the portal knows them, read from the session and never from a form.</summary>
/// <param name="Groups">Group names that the issuer delivered; <see langword="null"/> where it delivered none at all (absent is not empty, policy.md).</param>
/// <param name="FactsAt">When the issuer stated roles and groups; older facts count as unknown.</param>
public sealed record Actor(
    PersonId Id,
    string Name,
    PortalRole Roles,
    IReadOnlyList<string>? Groups,
    DateTimeOffset FactsAt,
    string? SourceAddress = null,
    SubjectKind Kind = SubjectKind.Person)
{
    /// <summary>How surely this session proves who calls.</summary>
    public Assurance Assurance { get; init; } = Assurance.Lowest;

    /// <summary>What the sign-in stated of the claims that are kept, by claim; <see langword="null"/> where nothing was kept. A claim without values is not one that is missing.</summary>
    public IReadOnlyDictionary<string, ValueList<string>>? Claims { get; init; }

    /// <summary>What is known of the person by name, for example <c>department</c>; absent and empty as with claims.</summary>
    public IReadOnlyDictionary<string, ValueList<string>>? Attributes { get; init; }

    /// <summary>The portal itself: seeds and jobs act in its name.</summary>
    public static readonly Actor Portal = new(default, "JitPortal", PortalRole.Administrator, [], DateTimeOffset.UnixEpoch);

    /// <summary>Who the audit log names; <see langword="null"/> for the portal itself.</summary>
    public PersonId? AuditId => Id == default ? null : Id;

    /// <summary>The roles, either of them, that see everything of everybody.</summary>
    public const PortalRole Overseers = PortalRole.Auditor | PortalRole.Administrator;

    public bool Oversees => (Roles & Overseers) != PortalRole.None;

    public bool Is(PortalRole role) => (Roles & role) == role;
}
