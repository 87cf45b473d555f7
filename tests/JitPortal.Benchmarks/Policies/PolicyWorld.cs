using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;

namespace JitPortal.Benchmarks.Policies;

/// <summary>One policy of one rule, as every contender can write it.</summary>
/// <param name="Effect"><c>refuse</c>, <c>require</c>, <c>automatic</c> or <c>ask</c>.</param>
/// <param name="Group">Whom it is for; empty for a requirement, which is for everybody.</param>
/// <param name="Minutes">The longest that a route admits.</param>
/// <param name="Reason">Characters that a requirement asks for.</param>
internal sealed record PlainRule(string Id, string Effect, string Resource, string Group, int Minutes, int Reason);

/// <summary>Somebody asks.</summary>
/// <param name="Reason">Characters of the reason.</param>
public sealed record PlainQuestion(string Resource, List<string> Groups, int Minutes, int Reason);

/// <summary>
/// So many policies, ten to an entitlement: one refuses contractors, one requires a reason, four are automatic for a group up to
/// 2 h, four ask for another up to 8 h. The same questions go to every contender.
/// </summary>
internal sealed class PolicyWorld
{
    private const int PerEntitlement = 10;

    public PolicyWorld(int policies)
    {
        Rules = [.. Enumerable.Range(0, policies).Select(RuleOf)];
        var random = new Random(policies);
        Questions = [.. Enumerable.Range(0, 200).Select(_ => new PlainQuestion(
            $"db-{random.Next(Math.Max(1, policies / PerEntitlement))}",
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"g{random.Next(9)}"), .. random.Next(8) == 0 ? ["contractors"] : Array.Empty<string>()],
            random.Next(1, 600),
            random.Next(5, 40)))];
    }

    public IReadOnlyList<PlainRule> Rules { get; }

    public IReadOnlyList<PlainQuestion> Questions { get; }

    public PolicySet Compile() => PolicySet.Compile(1, Rules.Select(PolicyOf), Rules.Select(rule => rule.Resource).Distinct().Select(EntitlementOf));

    public static Facts FactsOf(PlainQuestion question, DateTimeOffset now) => new(
        new SubjectFacts(new PersonId(Guid.Empty), new Fact<IReadOnlySet<string>>(question.Groups.ToHashSet(StringComparer.Ordinal), FactSource.SignIn, now), SubjectKind.Person),
        new RequestFacts(TimeSpan.FromMinutes(question.Minutes), new string('r', question.Reason)),
        EntitlementOf(question.Resource),
        now);

    private static PlainRule RuleOf(int number)
    {
        var resource = $"db-{number / PerEntitlement}";
        return (number % PerEntitlement) switch
        {
            0 => new PlainRule($"p{number}", "refuse", resource, "contractors", 0, 0),
            1 => new PlainRule($"p{number}", "require", resource, "", 0, 10),
            < 6 => new PlainRule($"p{number}", "automatic", resource, $"g{number % 7}", 120, 0),
            _ => new PlainRule($"p{number}", "ask", resource, $"g{number % 5}", 480, 0),
        };
    }

    private static Policy PolicyOf(PlainRule rule, int number)
    {
        TimeSpan longest = TimeSpan.FromMinutes(rule.Minutes);
        Effect effect = rule.Effect switch
        {
            "refuse" => new Effect.Refuse("Contractors may not."),
            "require" => new Effect.Require(ReasonLength: rule.Reason),
            "automatic" => new Effect.Automatic(longest, longest),
            _ => new Effect.Ask(longest, longest, [new Stage([new Approver.Group("owners")], 1, TimeSpan.FromHours(1))]),
        };
        Condition when = rule.Group.Length == 0 ? new Condition.Always() : new Condition.InGroup(rule.Group);
        return new Policy(new PolicyId(Id(number + 1)), rule.Id, 1, new AppliesTo.Entitlements([EntitlementOf(rule.Resource).Id]), [new Rule("r", effect, when)]);
    }

    private static EntitlementFacts EntitlementOf(string resource) =>
        new(new EntitlementId(Id(int.Parse(resource.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture) + 1)), "postgresql", resource, "read", new HashSet<string>());

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
