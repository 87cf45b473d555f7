using JitPortal.Domain.Policies;
using JitPortal.Domain.Time;
using RulesEngine.Models;

namespace JitPortal.Benchmarks.Policies;

/// <summary>What one contender answered, and how many it answers a second.</summary>
internal sealed record Answers(double PerSecond, IReadOnlyList<string> Outcomes);

/// <summary>A policy engine that has read the world's rules and is warm.</summary>
internal interface IContender
{
    string Name { get; }

    Task<Answers> RunAsync(TimeSpan length);
}

/// <summary>Ours, with the whole trace of every decision.</summary>
internal sealed class PortalContender(PolicyWorld world) : IContender
{
    private readonly PolicySet set = world.Compile();
    private readonly List<Facts> questions = [.. world.Questions.Select(question => PolicyWorld.FactsOf(question, TimeProvider.System.Now()))];

    public string Name => "portal";

    public Task<Answers> RunAsync(TimeSpan length)
    {
        List<string> outcomes = [.. questions.Select(Decide)];
        return Task.FromResult(new Answers(Rate.Of(length, number => Decide(questions[number % questions.Count])), outcomes));
    }

    private string Decide(Facts facts) => PolicyEngine.Decide(set, facts) switch
    {
        Verdict.Automatic => "automatic",
        Verdict.NeedsApproval => "ask",
        _ => "refused",
    };
}

/// <summary>Microsoft's RulesEngine: every rule is evaluated, each with its message.</summary>
internal sealed class RulesEngineContender : IContender
{
    private readonly PolicyWorld world;
    private readonly RulesEngine.RulesEngine engine;

    public RulesEngineContender(PolicyWorld world)
    {
        this.world = world;
        var rules = world.Rules.Select(rule => new RulesEngine.Models.Rule { RuleName = rule.Id, Expression = Expression(rule), SuccessEvent = rule.Effect });
        engine = new RulesEngine.RulesEngine([new Workflow { WorkflowName = "all", Rules = [.. rules] }]);
    }

    public string Name => "rulesengine";

    public async Task<Answers> RunAsync(TimeSpan length)
    {
        var outcomes = new List<string>();
        foreach (var question in world.Questions)
            outcomes.Add(await DecideAsync(question));
        return new Answers(await Rate.OfAsync(length, number => DecideAsync(world.Questions[number % world.Questions.Count])), outcomes);
    }

    /// <summary>A requirement is written as what breaks it.</summary>
    private static string Expression(PlainRule rule) => $"q.Resource == \"{rule.Resource}\" && " + rule.Effect switch
    {
        "refuse" => $"q.Groups.Contains(\"{rule.Group}\")",
        "require" => $"q.Reason < {rule.Reason}",
        _ => $"q.Groups.Contains(\"{rule.Group}\") && q.Minutes <= {rule.Minutes}",
    };

    private async Task<string> DecideAsync(PlainQuestion question)
    {
        var results = await engine.ExecuteAllRulesAsync("all", new RuleParameter("q", question));
        var matched = results.Where(result => result.IsSuccess).Select(result => result.Rule.SuccessEvent).ToHashSet(StringComparer.Ordinal);
        return matched.Contains("refuse") || matched.Contains("require") ? "refused" : matched.Contains("automatic") ? "automatic" : matched.Contains("ask") ? "ask" : "refused";
    }
}

/// <summary>How often something is done in a second.</summary>
internal static class Rate
{
    public static double Of(TimeSpan length, Action<int> work)
    {
        var (done, took) = (0, 0d);
        while (took < length.TotalMilliseconds)
        {
            took += Timed.Run(() => work(done));
            done++;
        }
        return done / took * 1000;
    }

    public static async Task<double> OfAsync(TimeSpan length, Func<int, Task> work)
    {
        var (done, took) = (0, 0d);
        while (took < length.TotalMilliseconds)
        {
            var number = done;
            took += await Timed.RunAsync(() => work(number));
            done++;
        }
        return done / took * 1000;
    }
}
