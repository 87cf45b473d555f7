using System.Text.Json;
using JitPortal.Application.Catalog;
using JitPortal.Domain.Targets;

namespace JitPortal.DemoCompany;

/// <summary>Where the company's entitlements are: the three targets of the demo.</summary>
/// <param name="Office">The orders back office.</param>
public sealed record CompanyTargets(TargetId Databases, TargetId Hosts, TargetId Office);

/// <summary>What of the catalogue comes with the company, beside the few entitlements of the small demo. All of it can really be opened.</summary>
public static class CompanyCatalogue
{
    public const string Everyday = "everyday";
    public const string Sensitive = "sensitive";
    public const string Root = "root";
    public const string Money = "money";
    public const string Care = "care";

    /// <summary>Databases beside <c>orders</c>; each has the roles NAME_read and NAME_write, and their owner gives the one of a careful few.</summary>
    public static readonly IReadOnlyList<string> Databases = ["ledger", "stock", "crm", "payments", "warehouse", "pricing", "reports"];

    /// <summary>Fleets of hosts, with what can be had on each; a principal is named after both.</summary>
    private static readonly (string Fleet, string[] Roles)[] Fleets =
    [
        ("app hosts", ["Deploy", "Logs", "Root"]), ("build hosts", ["Shell", "Root"]), ("db hosts", ["Shell", "Root"]), ("shop hosts", ["Deploy", "Logs", "Root"]),
        ("till servers", ["Shell", "Root"]), ("backup hosts", ["Restore"]), ("monitoring hosts", ["Shell"]), ("mail hosts", ["Shell", "Root"]),
    ];

    public static string ReadRole(string database) => $"{database}_read";

    public static string WriteRole(string database) => $"{database}_write";

    public static IEnumerable<EntitlementForm> Of(CompanyTargets targets) =>
    [
        .. Databases.SelectMany(name => OfDatabase(targets.Databases, name)),
        .. Fleets.SelectMany(fleet => fleet.Roles.Select(role => OfFleet(targets.Hosts, fleet.Fleet, role))),
        new(targets.Office, "customer care desk", "Viewer", "Looks orders up for customers who call.", Json(new { role = "viewer", mode = "ephemeral" }), ["env:prod", Care]),
    ];

    private static IEnumerable<EntitlementForm> OfDatabase(TargetId target, string name)
    {
        yield return new(target, $"{name}-db", "Read", $"Reads all tables of the {name} database.", Json(new { role = ReadRole(name), mode = "ephemeral" }), ["env:prod", Everyday]);
        yield return new(
            target, $"{name}-db", "Write", $"Reads and changes all tables of the {name} database.", Json(new { role = WriteRole(name), mode = "ephemeral" }),
            ["env:prod", name is "ledger" or "payments" ? Money : Sensitive]);
    }

    private static EntitlementForm OfFleet(TargetId target, string fleet, string role)
    {
        var principal = $"{fleet}-{role}".Replace(' ', '-').ToLowerInvariant();
        return new(target, fleet, role, role == "Root" ? $"A root shell on the {fleet}." : $"A shell for {role.ToLowerInvariant()} on the {fleet}.", Json(new { principals = new[] { principal } }), ["env:prod", role is "Root" or "Restore" ? Root : Everyday]);
    }

    private static string Json(object right) => JsonSerializer.Serialize(right);
}
