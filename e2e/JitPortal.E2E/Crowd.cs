using System.Globalization;
using JitPortal.Application.Catalog;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Connectors;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.E2E;

/// <summary>
/// A portal as large as its pages have to bear: 300 entitlements and 40 requests that wait, with names as long as they may be, from right
/// to left, and with characters that nobody sees. Written by the use cases, as by a second node on the same database.
/// </summary>
internal static class Crowd
{
    private const int Entitlements = 300;
    private const int Waiting = 40;
    private const string Deploy = """{"principals":["deploy"]}""";
    private static readonly string Longest = string.Concat(Enumerable.Repeat("VeryLongNameWithoutABlank", 8));   // 200 characters, the most there may be

    public static async Task FillAsync(PortalProcess portal)
    {
        var database = TestDatabase.Attach(DatabaseKind.Sqlite, $"Data Source={Path.Combine(portal.DataFolder, "portal.db")};Default Timeout=60", portal.DataFolder);
        await using var node = await TestPortal.CreateAsync(database, configure: services => services.AddConnectors());
        await using var db = node.Databases.Create();
        var target = new TargetId((await db.Targets.SingleAsync(t => t.Name == "edge-hosts")).Id);
        var known = await db.Entitlements.CountAsync();
        var asked = new List<EntitlementId>();
        for (var i = known; i < Entitlements; i++)
        {
            var id = await Must(node.Get<AddEntitlement>().RunAsync(Actor.Portal, new(target, NameOf(i), "Deploy", "A shell as deploy.", Deploy, [i % 2 == 0 ? "env:prod" : "env:stage", "crowd"]), CancellationToken.None));
            if (asked.Count < Waiting)
                asked.Add(id);
        }
        var rule = new Rule(
            "owners", new Effect.Ask(TimeSpan.FromHours(8), TimeSpan.FromHours(1), [new Stage([new Approver.Group("database-owners")], 1, TimeSpan.FromHours(4))]), new Condition.ReasonPresent(5));
        await Must(node.Get<PublishPolicy>().RunAsync(Actor.Portal, new Policy(PolicyId.New(), "Crowd", 1, new AppliesTo.Matching(Tags: ["crowd"]), [rule]), CancellationToken.None));
        foreach (var (index, entitlement) in asked.Index())
            await AskAsync(node, index, entitlement);
    }

    private static async Task AskAsync(TestPortal node, int index, EntitlementId entitlement)
    {
        var name = index switch
        {
            0 => Longest,
            1 => "ליאור כהן־לוי",
            2 => "Zero\u200bWidth\ufeff Person\u2060",
            _ => string.Create(CultureInfo.InvariantCulture, $"Person {index}"),
        };
        var person = await Must(node.Get<RecognisePerson>().RunAsync(
            new SignIn("https://issuer.test", $"crowd-{index}", name, null, PortalRole.Requester, ["crowd"], false), CancellationToken.None));
        var reason = index switch { 0 => new string('x', 2_000), 1 => "בדיקת החזרים תקועים INC-4821", _ => "Check stuck refunds" };
        await Must(node.Get<SubmitRequest>().RunAsync(person, new RequestForm(entitlement, TimeSpan.FromHours(1), reason), CancellationToken.None));
    }

    private static string NameOf(int index) => index switch
    {
        10 => Longest,
        11 => "מסד נתונים ראשי",
        _ => string.Create(CultureInfo.InvariantCulture, $"service-{index:000}"),
    };

    private static async Task<T> Must<T>(Task<Outcome<T>> outcome) => (await outcome).Value;
}
