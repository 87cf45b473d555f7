using System.Globalization;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Portal;

namespace JitPortal.Application.Tests.Requests;

/// <summary>Entitlements under rules that look at all that a form and its session say, and forms that differ in just that; the same ones for the same seed.</summary>
internal static class RuleMixtures
{
    private const int Entitlements = 20;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Stage Owners = new([new Approver.Group("owners")], 1, 4 * Hour);

    private static readonly Condition[] Conditions =
    [
        new Condition.Always(),
        new Condition.TicketPresent(),
        new Condition.TicketMatches(new Pattern("CHG-[0-9]+")),
        new Condition.ReasonPresent(10),
        new Condition.ReasonMatches(new Pattern("Check .*")),
        new Condition.FromNetwork([new Network("10.0.0.0/8")]),
        new Condition.Not(new Condition.FromNetwork([new Network("203.0.113.0/24")])),
        new Condition.DurationAtMost(Hour),
        new Condition.Emergency(),
        new Condition.Not(new Condition.Emergency()),
        new Condition.AssuranceAtLeast(AssuranceLevel.MultiFactor),
        new Condition.SignedInWithin(Hour),
    ];

    /// <summary>Twice as often as what narrows, or nearly everything would be refused.</summary>
    private static readonly Effect[] Routes =
    [
        new Effect.Automatic(2 * Hour, Hour),
        new Effect.Automatic(4 * Hour, Hour, AssuranceLevel.MultiFactor),
        new Effect.Automatic(Hour / 2, Hour / 2, BreakGlass: new BreakGlass([new Approver.Group("owners")], 24 * Hour)),
        new Effect.Ask(8 * Hour, Hour, [Owners]),
        new Effect.Ask(8 * Hour, Hour, [Owners, Owners with { TimeOut = Hour }]),
    ];

    private static readonly Effect[] Narrowing =
    [
        new Effect.Refuse("Not like this."),
        new Effect.Require(Longest: Hour),
        new Effect.Require(ReasonLength: 20),
        new Effect.Require(Ticket: true),
        new Effect.Require(Assurance: AssuranceLevel.MultiFactor),
        new Effect.Require(Stage: Owners),
    ];

    public static async Task<IReadOnlyList<EntitlementId>> PublishAsync(World world)
    {
        var all = new List<EntitlementId>();
        for (var i = 0; i < Entitlements; i++)
        {
            var (random, name) = (new Random(i), i.ToString(CultureInfo.InvariantCulture));
            var what = await Scene.EntitlementAsync(world.Portal, world.Scene.Target, $"db-{name}", "Write", $"ephemeral:db-{name}");
            await world.Scene.PublishAsync($"db-{name}", [what], [.. Enumerable.Range(0, 3).Select(r => new Rule($"route-{r}", Pick(random, Routes), When(random))), new Rule("narrows", Pick(random, Narrowing), When(random))]);
            all.Add(what);
        }
        return all;
    }

    public static RequestForm Form(Random random, EntitlementId what) => new(
        what,
        Pick(random, [Hour / 60, Hour / 2, Hour, 2 * Hour, 3 * Hour, 12 * Hour]),
        Pick(random, ["", "short", "Check it", "Check stuck refunds", "Repairs the ledger after the outage"]),
        Ticket: Pick(random, [null, null, " ", "CHG-12", "INC-7"]),
        Emergency: random.Next(3) == 0,
        WithoutStepUp: random.Next(3) == 0);

    /// <summary>Somebody who has signed in somewhere, somehow, some time ago.</summary>
    public static Actor Session(Random random, Actor person, DateTimeOffset now) => person with
    {
        SourceAddress = Pick(random, [null, "10.1.2.3", "203.0.113.7", "2001:db8::1"]),
        Assurance = new Assurance(
            Pick(random, [AssuranceLevel.Basic, AssuranceLevel.Basic, AssuranceLevel.MultiFactor]),
            Pick<DateTimeOffset?>(random, [null, now - (Hour / 4), now - (3 * Hour)]),
            AssuranceLevel.MultiFactor),
    };

    private static Condition When(Random random) => random.Next(3) switch
    {
        0 => new Condition.All([Pick(random, Conditions), Pick(random, Conditions)]),
        1 => new Condition.Any([Pick(random, Conditions), Pick(random, Conditions)]),
        _ => Pick(random, Conditions),
    };

    private static T Pick<T>(Random random, T[] some) => some[random.Next(some.Length)];
}
