using JitPortal.Application.People;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>Who has a request in their inbox: everybody who may decide it now, by their own right or in the seat of somebody absent.</summary>
internal sealed class Deciders
{
    private readonly IReadOnlyList<(PersonRow Row, SubjectFacts Facts)> people;
    private readonly ILookup<Guid, SubjectFacts> absent;

    private readonly IReadOnlyDictionary<Guid, DateTimeOffset> away;

    private Deciders(IReadOnlyList<(PersonRow, SubjectFacts)> people, ILookup<Guid, SubjectFacts> absent, IReadOnlyDictionary<Guid, DateTimeOffset> away) =>
        (this.people, this.absent, this.away) = (people, absent, away);

    public static async Task<Deciders> ReadAsync(PortalDb db, DateTimeOffset now, CancellationToken ct)
    {
        // All of them: a stage that somebody beyond a limit could fill would turn to its fallback.
        var rows = await DecidingPeople.In(db).OrderBy(p => p.Name).ToListAsync(ct);
        var delegations = await db.Delegations.AsNoTracking().Where(DelegationRow.InForce(now)).OrderBy(d => d.From).ToListAsync(ct);
        var facts = rows.ToDictionary(row => row.Id, row => SubjectFacts.Of(Actors.Of(row)));
        return new Deciders(
            [.. rows.Select(row => (row, facts[row.Id]))],
            delegations.Where(d => facts.ContainsKey(d.PersonId)).ToLookup(d => d.DelegateId, d => facts[d.PersonId]),
            delegations.GroupBy(d => d.PersonId).ToDictionary(d => d.Key, d => d.Max(one => one.Until)));
    }

    /// <param name="spent">Who has decided on it already, themselves or by their seat.</param>
    public IReadOnlyList<string> Of(Stage stage, Parties parties, IReadOnlySet<PersonId> spent, DateTimeOffset now) =>
        [.. Who(stage, parties, spent, now).Select(row => row.Name)];

    /// <summary>How many of them there are for a quorum, by rights of their own: a stand-in and whose seat they vote in are one.</summary>
    /// <param name="spent">Whom it cannot count on any more.</param>
    public int Count(Stage stage, Parties parties, IReadOnlySet<PersonId> spent, DateTimeOffset now)
    {
        var counted = parties.WithoutTheirChoice();
        return people.Count(p => WhoCounts.May(stage, p.Facts, counted, spent, now).Succeeded);
    }

    /// <summary>To whom <paramref name="me"/> may pass it on: everybody else who may decide it now and is here.</summary>
    public IReadOnlyList<ColleagueEntry> ToPassOnTo(Stage stage, Parties parties, IReadOnlySet<PersonId> spent, PersonId me, DateTimeOffset now) =>
    [
        .. Who(stage, parties, spent, now)
            .Where(row => row.Id != me.Value && !away.ContainsKey(row.Id))
            .Select(row => new ColleagueEntry(new PersonId(row.Id), row.Name, row.Email)),
    ];

    /// <summary>Whether somebody who may decide is here, as far as the portal knows: has signed in lately where that matters, and is not away.</summary>
    /// <returns>When nobody is: who is back first, where that is known; <see langword="null"/> when somebody is.</returns>
    public NobodyHere? NobodyHere(Stage stage, Parties parties, DateTimeOffset now)
    {
        var all = Who(stage, parties, new HashSet<PersonId>(), now).ToList();
        if (all.Exists(row => !away.ContainsKey(row.Id)))
            return null;
        var first = all.MinBy(row => away[row.Id]);
        return first is null ? new NobodyHere(null, null) : new NobodyHere(first.Name, away[first.Id]);
    }

    /// <summary>
    /// Who is told that it waits: those who may decide, or may once they have signed in again. What the issuer stated of their groups
    /// may be too old to decide by, and they could not know that there is a reason to sign in.
    /// </summary>
    public IReadOnlyList<PersonId> WhoWouldCount(Stage stage, Parties parties, IReadOnlySet<PersonId> spent, DateTimeOffset now) =>
    [
        .. people.Where(p => WhoCounts.SeatOf(stage, AsOf(p.Row, now), absent[p.Row.Id], parties, spent, now).Succeeded).Select(p => p.Facts.Id),
    ];

    private static SubjectFacts AsOf(PersonRow row, DateTimeOffset now) => SubjectFacts.Of(Actors.Of(row) with { FactsAt = now });

    private IEnumerable<PersonRow> Who(Stage stage, Parties parties, IReadOnlySet<PersonId> spent, DateTimeOffset now) =>
        people.Where(p => WhoCounts.SeatOf(stage, p.Facts, absent[p.Row.Id], parties, spent, now).Succeeded).Select(p => p.Row);
}

/// <summary>Nobody who can decide is here.</summary>
/// <param name="Next">Who is back first, and when; <see langword="null"/> where that is not known.</param>
public sealed record NobodyHere(string? Next, DateTimeOffset? At);
