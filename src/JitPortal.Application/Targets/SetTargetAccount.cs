using JitPortal.Application.Intake;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Texts;
using JitPortal.Storage;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>
/// An administrator says which account on a target is a person's own. Open grants keep the account they were approved with, and nobody
/// else gets it while they last: they would have what was given to another.
/// </summary>
public sealed class SetTargetAccount(Ledger ledger, TargetConnectors connectors)
{
    private static Refusal NotAllowed => new Refusal.Forbidden(Both("Only administrators say whose accounts these are."));

    private const int LongestName = 63;

    /// <param name="name">Their account; <see langword="null"/> where they have none any more.</param>
    /// <returns>
    /// <see cref="Refusal.Invalid"/> for what is no account of a person on such a target; <see cref="Refusal.Conflict"/> when it belongs
    /// to somebody else already, or somebody else has access on it.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, TargetId target, PersonId person, string? name, CancellationToken ct)
    {
        if (!actor.Is(PortalRole.Administrator))
            return NotAllowed;
        if (name is not null && (string.IsNullOrWhiteSpace(name) || TextCheck.Mistakes("name", name, LongestName).Any()))
            return new Refusal.Invalid("name", Both($"Use 1 to {LongestName} printable characters."));
        return await ledger.WriteAsync<Done>(
            async writing =>
            {
                if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                    return NotAllowed;
                if (await MistakesAsync(writing.Db, target, name, ct) is { Count: > 0 } mistakes)
                    return new Refusal.Invalid(mistakes);
                if (name is not null && await WhyTakenAsync(writing.Db, target, person, name, ct) is { } taken)
                    return new Refusal.Conflict(taken);
                await writing.Db.TargetAccounts.Where(a => a.TargetId == target.Value && a.PersonId == person.Value).ExecuteDeleteAsync(ct);
                if (name is not null)
                    writing.Db.TargetAccounts.Add(new TargetAccountRow { TargetId = target.Value, PersonId = person.Value, Name = name });
                await writing.Db.SaveChangesAsync(ct);
                writing.Record(new AuditEvent(AuditTypes.CatalogChanged, actor.AuditId)
                {
                    Target = target,
                    Person = person,
                    Facts = [new("changed", name is null ? "account taken out" : "account entered")],
                    Personal = name is null ? [] : [new(person, "account", name)],
                });
                return default(Done);
            },
            ct);
    }

    private static async Task<Said?> WhyTakenAsync(PortalDb db, TargetId target, PersonId person, string name, CancellationToken ct) =>
        await db.TargetAccounts.AnyAsync(a => a.TargetId == target.Value && a.Name == name && a.PersonId != person.Value, ct)
            ? Both("This account belongs to somebody else already.")
            : await db.Grants.AnyAsync(
                g => g.Principal == name && g.TargetId == target.Value && g.PersonId != person.Value && g.Mode == PrincipalMode.Existing && g.State != GrantState.Ended, ct)
                ? Both("Somebody else still has access on this account. Revoke it first, or wait for its end.")
                : default(Said?);

    private async Task<IReadOnlyList<FieldError>> MistakesAsync(PortalDb db, TargetId target, string? name, CancellationToken ct)
    {
        var kind = await db.Targets.Where(t => t.Id == target.Value).Select(t => t.Kind).SingleOrDefaultAsync(ct);
        return name is null || kind is null ? [] : connectors.Kind(kind)?.CheckAccount(name) ?? [];
    }
}
