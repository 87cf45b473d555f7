using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;

namespace JitPortal.Application.Policies;

/// <summary>
/// Puts a policy in force that nobody wrote by hand: a seed. People save a draft and propose it (<see cref="ProposePolicy"/>).
/// The version before stops applying in the same instant and stays readable.
/// </summary>
public sealed class PublishPolicy(Ledger ledger)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for the portal itself; <see cref="Refusal.Invalid"/> with every mistake and its path;
    /// <see cref="Refusal.Conflict"/> when it is not the next version.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, Policy policy, CancellationToken ct)
    {
        if (actor.AuditId is not null)
            return new Refusal.Forbidden(Both("People publish a policy by proposing a draft of it."));
        if (policy.Mistakes() is { Count: > 0 } mistakes)
            return new Refusal.Invalid(mistakes);
        return await ledger.WriteAsync(writing => PolicyVersions.PublishAsync(writing, policy, new Signatures(null, null, Solo: false), ct), ct);
    }
}
