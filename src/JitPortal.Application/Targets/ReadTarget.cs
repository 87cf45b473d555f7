using System.Text.Json;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>One target as an administrator sets it up: settings without the secret, what can be asked for on it, and whose accounts are whose.</summary>
public sealed class ReadTarget(PortalDbFactory databases, TargetConnectors connectors)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.NotFound"/> for no such target or an unknown kind.</returns>
    public async Task<Outcome<TargetSetup>> RunAsync(Actor actor, TargetId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.HasAsync(db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators set targets up."));
        var row = await db.Targets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id.Value, ct);
        if (row is null || connectors.Kind(row.Kind) is not { } kind)
            return new Refusal.NotFound(Both("There is no such target."));
        return new TargetSetup(
            id,
            row.Name,
            TargetKindView.Of(kind),
            SettingValues.Read(kind.Form.Settings, row.Settings),
            await db.Secrets.AnyAsync(s => s.Purpose == SecretPurpose.Connector && s.OwnerId == row.Id, ct),
            row.Unavailable,
            row.RetiredAt,
            row.LastOkAt,
            row.FailingSince,
            row.LastError,
            await db.Grants.CountAsync(g => g.TargetId == row.Id && g.State != GrantState.Ended, ct),
            await EntitlementsAsync(db, row, kind, ct),
            await AccountsAsync(db, row, ct),
            await PeopleAsync(db, ct));
    }

    private static async Task<IReadOnlyList<EntitlementSetup>> EntitlementsAsync(PortalDb db, TargetRow target, IConnectorKind kind, CancellationToken ct)
    {
        var rows = await db.Entitlements.AsNoTracking().Where(e => e.TargetId == target.Id).OrderBy(e => e.Resource).ThenBy(e => e.Role).ToListAsync(ct);
        var open = await db.Grants.Where(g => g.TargetId == target.Id && g.State != GrantState.Ended)
            .GroupBy(g => g.EntitlementId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return
        [
            .. rows.Select(row => new EntitlementSetup(
                new EntitlementId(row.Id), row.Resource, row.Role, row.Description, RightWords(kind, row.Right),
                JsonSerializer.Deserialize<string[]>(row.Tags) ?? [], row.RetiredAt, open.GetValueOrDefault(row.Id))),
        ];
    }

    /// <summary>"Role on the server: app_ro" and so on, by the kind's own labels.</summary>
    private static IReadOnlyList<string> RightWords(IConnectorKind kind, string right)
    {
        var values = SettingValues.Read(kind.Form.Right, right);
        return
        [
            .. from field in kind.Form.Right
               where values.ContainsKey(field.Name)
               let value = values[field.Name]
               select T($"{field.Label}: {field.Choices?.FirstOrDefault(choice => choice.Value == value)?.Label ?? value.Replace("\n", ", ", StringComparison.Ordinal)}"),
        ];
    }

    private static async Task<IReadOnlyList<AccountOfPerson>> AccountsAsync(PortalDb db, TargetRow target, CancellationToken ct) => await db.TargetAccounts.AsNoTracking()
        .Where(a => a.TargetId == target.Id)
        .Join(db.People, a => a.PersonId, p => p.Id, (a, p) => new { p.Id, Person = p.Name, a.Name })
        .OrderBy(a => a.Person)
        .Select(a => new AccountOfPerson(new PersonId(a.Id), a.Person, a.Name))
        .ToListAsync(ct);

    private static async Task<IReadOnlyList<PersonChoice>> PeopleAsync(PortalDb db, CancellationToken ct) => await db.People.AsNoTracking()
        .Where(p => p.DisabledAt == null && p.ErasedAt == null)
        .OrderBy(p => p.Name)
        .Select(p => new PersonChoice(new PersonId(p.Id), p.Name))
        .ToListAsync(ct);
}

/// <param name="Settings">By name of the field; never a secret.</param>
/// <param name="OpenGrants">Not ended yet.</param>
public sealed record TargetSetup(
    TargetId Id,
    string Name,
    TargetKindView Kind,
    IReadOnlyDictionary<string, string> Settings,
    bool HasSecret,
    string? Unavailable,
    DateTimeOffset? RetiredAt,
    DateTimeOffset? LastOkAt,
    DateTimeOffset? FailingSince,
    string? LastError,
    int OpenGrants,
    IReadOnlyList<EntitlementSetup> Entitlements,
    IReadOnlyList<AccountOfPerson> Accounts,
    IReadOnlyList<PersonChoice> People);

/// <param name="Right">What it is on the target, in words.</param>
public sealed record EntitlementSetup(
    EntitlementId Id,
    string Resource,
    string Role,
    string Description,
    IReadOnlyList<string> Right,
    IReadOnlyList<string> Tags,
    DateTimeOffset? RetiredAt,
    int OpenGrants);

public sealed record AccountOfPerson(PersonId Person, string PersonName, string Account);

public sealed record PersonChoice(PersonId Id, string Name);
