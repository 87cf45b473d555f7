using System.Globalization;
using JitPortal.Domain.People;

namespace JitPortal.DemoCompany;

/// <summary>The people of Nordlys Handel in their eight teams, and four workloads. Those who can sign in are given; the others are made up around them.</summary>
internal static class CompanyStaff
{
    public const string DatabaseOwners = "database-owners";
    public const string PlatformLeads = "platform-leads";
    public const string FinanceOwners = "finance-owners";
    public const string Managers = "managers";
    public const string Contractors = "contractors";

    public static readonly IReadOnlyList<string> Teams = ["engineering", "payments", "platform", "data", "support", "warehouse", "finance", "it"];

    private const PortalRole Approver = PortalRole.Requester | PortalRole.Approver;

    private static readonly string[] First =
    [
        "Søren", "Ingrid", "Håkon", "Živa", "Luka", "Maja", "Čedomir", "Anouk", "Jürgen", "Weiß Anna", "Oļegs", "Zoë", "Nils", "Petra", "Émile", "Sigrún", "Bjørn", "Aoife",
        "Katarzyna", "Tomáš", "Vesna", "Rasmus", "Elif", "Marisol", "Dušan", "Freya", "Ola", "Hanne", "Iveta", "Ruben",
    ];

    private static readonly string[] Last =
    [
        "Østbø", "Krč", "Groß", "Ødegård", "Šimić", "Lindqvist", "Nørgaard", "Čapek", "Straßer", "Þórsdóttir", "Vuković", "Moen", "Haugen", "Ferreira", "Kızıl", "O’Brien",
        "Żak", "Berglund", "Novák", "Dahlberg", "Pérez", "Lie", "Horvat",
    ];

    /// <summary>Names that pages have to get right: one is written from right to left, one is long, one is a single word.</summary>
    private static readonly string[] Special = ["ליאור כהן", "Maximiliana-Theodora von Hohenlohe-Øvrebø", "Sukarno"];

    private static readonly (string Subject, string Name)[] Workloads =
        [("deploy-shop", "Deploy shop"), ("deploy-tills", "Deploy tills"), ("nightly-export", "Nightly export"), ("restore-drill", "Restore drill")];

    /// <param name="known">Those who can sign in, with the groups that their issuer states.</param>
    public static IReadOnlyList<Colleague> Of(Dice dice, int people, IReadOnlyList<Colleague> known)
    {
        var all = new List<Colleague>(known);
        for (var i = 0; all.Count < people; i++)
            all.Add(MadeUp(dice, i));
        var managers = all.Where(c => c.Groups.Contains(Managers, StringComparer.Ordinal)).ToList();
        return [.. all.Select(c => c with { Manager = ManagerOf(c, managers) }), .. Workloads.Select(w => new Colleague(w.Subject, w.Name, "platform", [], PortalRole.Requester) { Owner = known[^1].Subject })];
    }

    /// <summary>The first eight lead a team each; the two after them are contractors.</summary>
    private static Colleague MadeUp(Dice dice, int i)
    {
        var team = Teams[i % Teams.Count];
        var name = i >= 10 && i - 10 < Special.Length ? Special[i - 10] : $"{First[i % First.Length]} {Last[(i * 7 + i / First.Length) % Last.Length]}";
        List<string> groups = [team];
        if (i < Teams.Count)
            groups.AddRange([Managers, .. Owns(team)]);
        else if (i < Teams.Count + 2)
            groups.Add(Contractors);
        if (i >= Teams.Count + 2 && dice.Chance(0.1))
            groups.AddRange(Owns(team));
        var decides = groups.Intersect([DatabaseOwners, PlatformLeads, FinanceOwners], StringComparer.Ordinal).Any();
        return new Colleague(string.Create(CultureInfo.InvariantCulture, $"nh{i + 100:0000}"), name, team, groups, decides ? Approver : PortalRole.Requester);
    }

    /// <summary>The lead of the team; of a lead, the first manager there is, who has none.</summary>
    private static string? ManagerOf(Colleague who, IReadOnlyList<Colleague> managers) =>
        managers.Contains(who)
            ? managers[0].Subject == who.Subject ? null : managers[0].Subject
            : managers.FirstOrDefault(m => m.Team == who.Team)?.Subject;

    private static string[] Owns(string team) => team switch
    {
        "data" or "engineering" or "payments" => [DatabaseOwners],
        "platform" or "it" => [PlatformLeads],
        "finance" => [FinanceOwners],
        _ => [],
    };
}
