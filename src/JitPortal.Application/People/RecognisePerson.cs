using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>
/// Turns a validated sign-in into the person it belongs to: identified by issuer + subject, never by e-mail. A first sign-in
/// makes the person; every sign-in refreshes name, groups and roles with their age.
/// </summary>
public sealed class RecognisePerson(Ledger ledger, PortalDbFactory databases, KeyRing keys)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> for a person who is disabled or erased, an identity that cannot be kept as it was stated, or one that is
    /// known as the other kind: a workload never becomes a person, nor a person a workload.
    /// </returns>
    public async Task<Outcome<Actor>> RunAsync(SignIn signIn, CancellationToken ct)
    {
        if (SignInCheck.Clean(signIn) is not { } clean)
            return new Refusal.Forbidden(Both("The issuer names an identity that the portal cannot keep: it is empty, too long or not plain text."));
        return await TakenBeforeAsync(clean, ct) is { } known ? known : await ledger.WriteAsync(writing => RecogniseAsync(writing, clean, ct), ct);
    }

    /// <summary>A token comes with every call. What it states is taken once, and never over what was stated later.</summary>
    private async Task<Actor?> TakenBeforeAsync(SignIn signIn, CancellationToken ct)
    {
        if (signIn.StatedAt is not { } stated)
            return null;
        await using var db = databases.Create();
        var person = await db.Logins.AsNoTracking()
            .Where(l => l.Issuer == signIn.Issuer && l.Subject == signIn.Subject)
            .Join(db.People.AsNoTracking(), l => l.PersonId, p => p.Id, (l, p) => p)
            .SingleOrDefaultAsync(p => p.DisabledAt == null && p.IsWorkload == signIn.IsWorkload && p.FactsAt >= stated, ct);
        return person is null ? null : Actors.Of(person);
    }

    private async Task<Outcome<Actor>> RecogniseAsync(Writing writing, SignIn signIn, CancellationToken ct)
    {
        var known = await FindAsync(writing.Db, signIn, ct) ?? (signIn.MayBeNew ? await FindInTurnAsync(writing.Db, signIn, ct) : null);
        if (known is null && !signIn.MayBeNew)
            return new Refusal.Forbidden(Both("The portal does not know this person yet. Sign in to it once with a browser; programs can then call it for you."));
        var person = known ?? Meet(writing, signIn);
        if (known is not null)
            await TakeTurnAsync(writing.Db, person, ct);
        if (person.ErasedAt is not null)
            return new Refusal.Forbidden(Both("This account was erased in the portal. Whoever looks after its machine can let it sign in again."));
        if (person.DisabledAt is not null)
            return new Refusal.Forbidden(Both("This account is disabled in the portal. Ask an administrator."));
        if (person.IsWorkload != signIn.IsWorkload)
            return new Refusal.Forbidden(Both($"This sign-in belongs to a {(person.IsWorkload ? Both("workload") : Both("person"))}; it cannot act as anything else."));
        if (person.FactsAt >= signIn.StatedAt)
            return Actors.Of(person);   // somebody was faster, with what was stated later
        var (groups, owner) = (Actors.GroupsText(signIn.Groups), await KnownAsync(writing, signIn, signIn.OwnerSubject, ct));
        var manager = person.ManagerIsSet || signIn.ManagerSubject is null ? person.ManagerId : await ManagerAsync(writing, person, signIn, ct);
        // Whatever its token says, a workload neither decides nor looks after the portal.
        var roles = signIn.IsWorkload ? signIn.Roles & PortalRole.Requester : signIn.Roles | await Appointments.RolesAsync(writing.Db, person.Id, ct);
        var changed = known is not null && (person.Roles != roles || person.Groups != groups || person.OwnerId != owner || person.ManagerId != manager);
        (person.Name, person.Email, person.Roles, person.Groups, person.OwnerId, person.ManagerId) = (signIn.Name, signIn.Email, roles, groups, owner, manager);
        (person.Claims, person.Attributes) = (Actors.StatedText(signIn.Claims), Actors.StatedText(signIn.Attributes));
        person.GroupsLeftOut = signIn.GroupsLeftOut;
        person.FactsAt = signIn.StatedAt < writing.Now ? signIn.StatedAt.Value : writing.Now;
        await writing.Db.SaveChangesAsync(ct);
        if (changed)
            await RecordChangeAsync(writing, person, ct);
        await SoloMode.EndIfSecondAsync(writing, person, ct);
        return Actors.Of(person);
    }

    /// <summary>From here on nobody else writes what is known of them: a token that is older than a sign-in beside it must not come after it.</summary>
    private static async Task TakeTurnAsync(PortalDb db, PersonRow person, CancellationToken ct)
    {
        await SubjectTurn.TakeAsync(db, new PersonId(person.Id), ct);
        await db.Entry(person).ReloadAsync(ct);
    }

    /// <summary>Nobody is their own manager, whatever the issuer says; then none is known.</summary>
    private async Task<Guid?> ManagerAsync(Writing writing, PersonRow person, SignIn signIn, CancellationToken ct) =>
        await KnownAsync(writing, signIn, signIn.ManagerSubject, ct) is { } manager && manager != person.Id ? manager : null;

    /// <summary>
    /// An owner or manager who has not signed in yet is made known by their identity alone: so that the one never counts for
    /// the workload, and the other can be asked once they come. One who was erased stays who they were.
    /// </summary>
    private async Task<Guid?> KnownAsync(Writing writing, SignIn signIn, string? subject, CancellationToken ct)
    {
        if (subject is null)
            return null;
        var other = signIn with { Subject = subject, Name = subject, IsWorkload = false };
        return (await FindAsync(writing.Db, other, ct) ?? await FindInTurnAsync(writing.Db, other, ct) ?? Meet(writing, other)).Id;
    }

    private async Task<PersonRow?> FindAsync(PortalDb db, SignIn signIn, CancellationToken ct)
    {
        // In this order: an erasure that commits in between has left its mark by then.
        var login = await db.Logins.AsNoTracking().SingleOrDefaultAsync(l => l.Issuer == signIn.Issuer && l.Subject == signIn.Subject, ct)
            ?? await ErasedLogins.Of(db, keys, signIn.Issuer, signIn.Subject).AsNoTracking().SingleOrDefaultAsync(ct);
        return login is null ? null : await db.People.SingleAsync(p => p.Id == login.PersonId, ct);
    }

    /// <summary>First sign-ins come one after another, so that two of one person at once do not meet two people.</summary>
    private async Task<PersonRow?> FindInTurnAsync(PortalDb db, SignIn signIn, CancellationToken ct)
    {
        await Epochs.RaisePeopleAsync(db, ct);
        return await FindAsync(db, signIn, ct);
    }

    private static async Task RecordChangeAsync(Writing writing, PersonRow person, CancellationToken ct)
    {
        await Epochs.RaisePeopleAsync(writing.Db, ct);
        var id = new PersonId(person.Id);
        AuditFact[] facts =
        [
            new("roles", person.Roles.ToString()),
            .. person.OwnerId is { } owner ? [new AuditFact("owner", owner.ToString("N"))] : Array.Empty<AuditFact>(),
            .. person.ManagerId is { } manager ? [new AuditFact("manager", manager.ToString("N"))] : Array.Empty<AuditFact>(),
        ];
        writing.Record(new AuditEvent(AuditTypes.PersonChanged, id) { Facts = facts, Personal = [new(id, "groups", person.Groups ?? "unknown")] });
    }

    private static PersonRow Meet(Writing writing, SignIn signIn)
    {
        // Until the issuer states something of them, nothing has been stated: an owner may be known long before they sign in.
        var person = new PersonRow { Id = PersonId.New().Value, Name = signIn.Name, IsWorkload = signIn.IsWorkload, FactsAt = DateTimeOffset.UnixEpoch };
        writing.Db.People.Add(person);
        writing.Db.Logins.Add(new LoginRow { Issuer = signIn.Issuer, Subject = signIn.Subject, PersonId = person.Id });
        writing.Db.SubjectStates.Add(new SubjectStateRow { PersonId = person.Id });
        var id = new PersonId(person.Id);
        writing.Record(new AuditEvent(AuditTypes.PersonSeen, id)
        {
            Facts = [new("issuer", signIn.Issuer), new("kind", signIn.IsWorkload ? "workload" : "person")],
            Personal = [new(id, "name", signIn.Name), new(id, "subject", signIn.Subject)],
        });
        return person;
    }
}

/// <summary>What the issuer stated about who signed in.</summary>
/// <param name="Groups"><see langword="null"/> where the token carried no group claim at all.</param>
/// <param name="StatedAt">When the issuer said so, for a token that is shown again and again; <see langword="null"/> for just now.</param>
/// <param name="ManagerSubject">The person's manager, as far as the issuer states one: a subject of the same issuer.</param>
/// <param name="GroupsLeftOut">The issuer said that the groups were too many for the token; <paramref name="Groups"/> is <see langword="null"/> then.</param>
/// <param name="OwnerSubject">For a workload, its registered owner: a subject of the same issuer.</param>
public sealed record SignIn(
    string Issuer,
    string Subject,
    string Name,
    string? Email,
    PortalRole Roles,
    IReadOnlyList<string>? Groups,
    bool IsWorkload,
    DateTimeOffset? StatedAt = null,
    string? OwnerSubject = null,
    string? ManagerSubject = null,
    bool GroupsLeftOut = false)
{
    /// <summary>
    /// Whether it makes somebody known. A token that a program shows does not: an account of the program's own could not be told from a
    /// person by it.
    /// </summary>
    public bool MayBeNew { get; init; } = true;

    /// <summary>The claims that are kept for policies, by claim; <see langword="null"/> where none is. One that came without a value is empty, one that did not come is not there.</summary>
    public IReadOnlyDictionary<string, ValueList<string>>? Claims { get; init; }

    /// <summary>What the claims say of the person by the portal's own names, such as <c>department</c>.</summary>
    public IReadOnlyDictionary<string, ValueList<string>>? Attributes { get; init; }
}
