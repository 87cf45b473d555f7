namespace JitPortal.DevIssuer;

/// <summary>One of the made-up people of a fresh machine; <paramref name="Subject"/> is also their host name, <c>mira.localhost</c>.</summary>
public sealed record DevPerson(string Subject, string Name, string Department, IReadOnlyList<string> Groups, IReadOnlyList<string> Roles)
{
    public string Email => $"{Subject}@example.test";
}

/// <summary>Everybody who can sign in on a fresh machine. The demo's policies and owners name the same people.</summary>
public static class DevPeople
{
    private const string Requester = "requester";
    private const string Approver = "approver";

    public static IReadOnlyList<DevPerson> All { get; } =
    [
        new("mira", "Mira Kovač", "payments", ["engineering", "payments"], [Requester]),
        new("jon", "Jon Sørli", "payments", ["engineering", "payments"], [Requester]),
        new("bo", "Bo Berg", "platform", ["engineering", "database-owners"], [Requester, Approver]),
        new("ann", "Ann Lowe", "payments", ["managers", "database-owners"], [Requester, Approver]),
        new("tove", "Tove Dahl", "it", ["it"], [Requester, "administrator"]),
        new("uma", "Uma Ek", "it", ["it"], [Requester, "administrator"]),
        new("lea", "Lea Pham", "finance", ["finance"], [Requester, "auditor"]),
    ];

    public static DevPerson? Find(string? subject) =>
        All.FirstOrDefault(person => string.Equals(person.Subject, subject, StringComparison.Ordinal));
}
