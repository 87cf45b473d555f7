using System.Collections.Immutable;
using JitPortal.Domain.People;

namespace JitPortal.Domain.Approvals;

/// <summary>Who has to do with one request: who never counts for it, and whom "owner" and "manager" mean.</summary>
/// <param name="Requester">Who filed it.</param>
/// <param name="Beneficiary">Who would hold the access.</param>
public sealed record Parties(PersonId Requester, PersonId Beneficiary)
{
    /// <summary>Where the requester is a workload, who owns it now or owned it at filing.</summary>
    public IReadOnlySet<PersonId> WorkloadOwners { get; init; } = ImmutableHashSet<PersonId>.Empty;

    /// <summary>The requester, and who owns it where it is a workload.</summary>
    public IEnumerable<PersonId> Asking => WorkloadOwners.Prepend(Requester);

    /// <summary>Who has stood in for the requester, or for whom the requester has stood in, at any time since filing.</summary>
    public IReadOnlySet<PersonId> StandIns { get; init; } = ImmutableHashSet<PersonId>.Empty;

    /// <summary>Those of <see cref="StandIns"/> whom the requester, or who owns the workload, has named: that these do not count was their choice.</summary>
    public IReadOnlySet<PersonId> NamedByThemselves { get; init; } = ImmutableHashSet<PersonId>.Empty;

    /// <summary>Who last edited or confirmed the rule that the request travels by.</summary>
    public IReadOnlySet<PersonId> RuleAuthors { get; init; } = ImmutableHashSet<PersonId>.Empty;

    /// <summary>The people who own the resource in this role.</summary>
    public IReadOnlySet<PersonId> Owners { get; init; } = ImmutableHashSet<PersonId>.Empty;

    /// <summary>The group whose members own it, beside <see cref="Owners"/>.</summary>
    public string? OwnerGroup { get; init; }

    /// <summary>The manager of the requester; <see langword="null"/> where none is known, and then nobody counts as one.</summary>
    public PersonId? Manager { get; init; }

    /// <summary>Whom a fallback is counted with. Else whoever asks could open it, by naming as their stand-in who should decide.</summary>
    public Parties WithoutTheirChoice() => this with { StandIns = StandIns.Except(NamedByThemselves).ToHashSet() };

    /// <summary>There is no exception for administrators, and none for a vote in somebody else's seat (I-20).</summary>
    /// <returns>Why this person never counts for the request, as a sentence for them; <see langword="null"/> where nothing is against it.</returns>
    public string? WhyNever(PersonId person) => person switch
    {
        _ when person == Requester || person == Beneficiary => "Nobody decides on their own request. Another approver has to.",
        _ when WorkloadOwners.Contains(person) => "Nobody decides on requests of a workload they own. Another approver has to.",
        _ when StandIns.Contains(person) => "Nobody decides for their own stand-in, or for whom they stand in. Another approver has to.",
        _ when RuleAuthors.Contains(person) => "Nobody decides by a rule that they wrote or confirmed last. Another approver has to.",
        _ => null,
    };
}
