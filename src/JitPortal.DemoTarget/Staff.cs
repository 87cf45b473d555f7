using System.Collections.Concurrent;

namespace JitPortal.DemoTarget;

/// <summary>What somebody may do here.</summary>
internal static class Roles
{
    public const string Viewer = "viewer";
    public const string RefundClerk = "refund-clerk";

    public static readonly IReadOnlyList<string> All = [Viewer, RefundClerk];
}

/// <summary>The accounts that the shop's own people have, with the roles that they always have.</summary>
public sealed class Staff
{
    private readonly ConcurrentDictionary<string, Account> accounts = new(StringComparer.Ordinal);

    /// <summary>Kari was given her role by hand long ago: access that the portal did not give, and that it finds by listing.</summary>
    public Staff() => Add("kari", "kari-demo", Roles.Viewer, Roles.RefundClerk);

    public void Add(string login, string password, params IReadOnlyList<string> roles) => accounts[login] = new Account(password, roles);

    public void Remove(string login) => accounts.TryRemove(login, out _);

    internal bool Knows(string login) => accounts.ContainsKey(login);

    internal bool Accepts(string login, string password) => accounts.TryGetValue(login, out var account) && account.Password == password;

    internal IReadOnlyList<string> RolesOf(string login) => accounts.TryGetValue(login, out var account) ? account.Roles : [];

    internal IReadOnlyList<(string Login, string Role)> Everybody => [.. accounts.SelectMany(a => a.Value.Roles.Select(role => (a.Key, role)))];

    private sealed record Account(string Password, IReadOnlyList<string> Roles);
}
