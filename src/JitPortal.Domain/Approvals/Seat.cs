using JitPortal.Domain.People;
using JitPortal.Domain.Policies;

namespace JitPortal.Domain.Approvals;

/// <summary>The right by which somebody votes: their own, or that of a person they stand in for. A vote uses up both.</summary>
/// <param name="Person">Whose right it is.</param>
/// <param name="Basis">What makes that person an approver of the stage.</param>
public sealed record Seat(PersonId Person, Approver Basis);
