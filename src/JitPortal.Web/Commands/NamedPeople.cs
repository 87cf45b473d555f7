using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Web.Commands;

/// <summary>
/// Whom the words of a command mean. Names and addresses are what an issuer lets people choose, so somebody may be called like another one;
/// an id, and a sign-in as the tokens state it, belong to one person and come first.
/// </summary>
internal static class NamedPeople
{
    /// <param name="words">An id, issuer:subject, a name or an e-mail address.</param>
    public static async Task<IReadOnlyList<PersonRow>> FindAsync(PortalDb db, string words)
    {
        var people = db.People.AsNoTracking().Where(p => p.ErasedAt == null);
        if (Guid.TryParse(words, out var id) && await people.Where(p => p.Id == id).ToListAsync() is [var byId])
            return [byId];
        if (await people.Where(p => db.Logins.Any(l => l.PersonId == p.Id && l.Issuer + ":" + l.Subject == words)).ToListAsync() is [var bySignIn])
            return [bySignIn];
        return await people.Where(p => p.Name == words || p.Email == words).OrderBy(p => p.Id).ToListAsync();
    }

    /// <summary>0196f3…  Jon Sørli  jon@nordlys.example  person</summary>
    public static string Line(PersonRow person)
    {
        var kind = person.IsWorkload ? "workload" : "person";
        return $"  {person.Id:N}  {person.Name}  {person.Email ?? "no e-mail"}  {(person.DisabledAt is null ? kind : $"{kind}, disabled")}";
    }
}
