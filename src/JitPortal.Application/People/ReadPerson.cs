using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.People;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>One person as those see them who look after the portal: what is stated of them, and what they hold, held and wait for.</summary>
public sealed class ReadPerson(PortalDbFactory databases, GrantViews grants)
{
    private const int MostPast = 50;

    /// <returns><see cref="Refusal.Forbidden"/> but for administrators and auditors; <see cref="Refusal.NotFound"/> for nobody.</returns>
    public async Task<Outcome<PersonView>> RunAsync(Actor actor, PersonId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var administers = await Authority.HasAsync(db, actor, PortalRole.Administrator, ct);
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id.Value, ct) is not { } row)
            return new Refusal.NotFound(Both("There is no such person."));
        var theirs = db.Grants.Where(g => g.PersonId == id.Value);
        var now = await grants.BuildAsync(db, actor, theirs.Where(g => g.State != GrantState.Ended), ct);
        var past = await grants.BuildAsync(db, actor, theirs.Where(g => g.State == GrantState.Ended).OrderByDescending(g => g.EndedAt).Take(MostPast), ct);
        return new PersonView(
            PersonSummary.Of(row, now.Count),
            await db.Logins.AsNoTracking().Where(l => l.PersonId == id.Value && l.Issuer != ErasedLogins.Issuer).OrderBy(l => l.Issuer).Select(l => new LinkedLogin(l.Issuer, l.Subject)).ToListAsync(ct),
            await AccountsAsync(db, id, ct),
            [.. now.OrderBy(g => g.EndsAt ?? DateTimeOffset.MaxValue)],
            [.. past.OrderByDescending(g => g.EndedAt)],
            await RequestSummaries.ReadAsync(db, db.Requests.Where(RequestRow.Undecided).Where(r => r.RequesterId == id.Value).OrderByDescending(r => r.Number), ct),
            administers && row.DisabledAt is null && actor.Id != id,
            administers && row.ErasedAt is null && actor.Id != id)
        {
            Owner = row.OwnerId is { } owner ? await NamedAsync(db, owner, ct) : null,
            Manager = row.ManagerId is { } manager ? await NamedAsync(db, manager, ct) : null,
            ManagerIsSet = row.ManagerIsSet,
            MaySetManager = administers && row.ErasedAt is null && !row.IsWorkload,
            Stated = StatedOf(Actors.Of(row)),
            HeldByWorkloads = await db.Grants.CountAsync(g => g.State != GrantState.Ended && db.People.Any(p => p.Id == g.PersonId && p.OwnerId == id.Value), ct),
        };
    }

    private static async Task<IReadOnlyList<KnownAccount>> AccountsAsync(PortalDb db, PersonId id, CancellationToken ct) =>
        await db.TargetAccounts.AsNoTracking().Where(a => a.PersonId == id.Value)
            .Join(db.Targets, a => a.TargetId, t => t.Id, (a, t) => new { t.Name, Account = a.Name })
            .OrderBy(a => a.Name)
            .Select(a => new KnownAccount(a.Name, a.Account))
            .ToListAsync(ct);

    private static IReadOnlyList<StatedValues> StatedOf(Actor person) =>
    [
        .. (person.Attributes ?? new Dictionary<string, ValueList<string>>()).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new StatedValues(one.Key, one.Value)),
        .. (person.Claims ?? new Dictionary<string, ValueList<string>>()).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new StatedValues($"claim {one.Key}", one.Value)),
    ];

    private static async Task<NamedPerson?> NamedAsync(PortalDb db, Guid id, CancellationToken ct) =>
        await db.People.AsNoTracking().Where(p => p.Id == id).Select(p => new NamedPerson(new PersonId(p.Id), p.Name)).SingleOrDefaultAsync(ct);
}

/// <param name="Past">The last 50 that ended, latest first.</param>
/// <param name="MayDisable">The reader may disable this person; the use case asks again.</param>
/// <param name="MayErase">The reader may erase this person, once nothing of theirs is open.</param>
public sealed record PersonView(
    PersonSummary Person,
    IReadOnlyList<LinkedLogin> Logins,
    IReadOnlyList<KnownAccount> Accounts,
    IReadOnlyList<GrantView> Now,
    IReadOnlyList<GrantView> Past,
    IReadOnlyList<RequestSummary> Waiting,
    bool MayDisable,
    bool MayErase)
{
    /// <summary>Who answers for a workload.</summary>
    public NamedPerson? Owner { get; init; }

    /// <summary>How many accesses are open of workloads that this person owns: they end with theirs.</summary>
    public int HeldByWorkloads { get; init; }

    /// <summary>Whom "the requester's manager" means.</summary>
    public NamedPerson? Manager { get; init; }

    /// <summary>An administrator has said so, and the sign-in is not asked any more.</summary>
    public bool ManagerIsSet { get; init; }

    /// <summary>The reader may say who it is; the use case asks again.</summary>
    public bool MaySetManager { get; init; }

    /// <summary>The attributes and claims that the sign-in stated and policies read, by name.</summary>
    public IReadOnlyList<StatedValues> Stated { get; init; } = [];
}

/// <param name="Name">As policies call it: "department", "claim ref".</param>
/// <param name="Values">Empty where it was stated without a value.</param>
public sealed record StatedValues(string Name, IReadOnlyList<string> Values);

/// <summary>A sign-in that leads to the person.</summary>
public sealed record LinkedLogin(string Issuer, string Subject);

/// <summary>An account on a target that is the person's own.</summary>
public sealed record KnownAccount(string Target, string Account);

public sealed record NamedPerson(PersonId Id, string Name);
