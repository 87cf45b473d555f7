using System.Net;
using JitPortal.Application.Intake;
using JitPortal.Storage;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Intake;

public sealed class IdempotencyTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly object Ask = new { entitlement = "ledger-db:write", duration = "1h", reason = "Check stuck refunds" };

    [Fact]
    public async Task File_ParallelWithOneKey_IsOneRequest()
    {
        using var jon = await ApiClient.OfPersonAsync(host, "jon");
        var before = (await jon.GetAsync("requests?limit=200")).Items.Count;
        using var barrier = new Barrier(12);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return jon.PostAsync("requests", Ask, ("Idempotency-Key", "race"));
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        var later = await jon.PostAsync("requests", Ask, ("Idempotency-Key", "race"));

        answers.ShouldContain(a => a.Status == HttpStatusCode.Created);
        foreach (var answer in answers)
            (answer.Status == HttpStatusCode.Created || answer.Problem == "under-way").ShouldBeTrue(answer.Text);
        answers.Append(later).Where(a => a.Status == HttpStatusCode.Created).Select(a => a.Json.Text("id")).Distinct().Count().ShouldBe(1);
        later.Headers["Idempotency-Replayed"].ShouldBe("true");
        (await jon.GetAsync("requests?limit=200")).Items.Count.ShouldBe(before + 1);
        (await jon.PostAsync("requests", new { entitlement = "ledger-db:write", duration = "2h", reason = "Check stuck refunds" }, ("Idempotency-Key", "race"))).Status
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await jon.PostAsync($"requests/{later.Json.Text("id")}:withdraw")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task File_SameKeyOfAnotherCaller_IsAnotherCall()
    {
        using var mira = await ApiClient.OfPersonAsync(host, "mira");
        using var ann = await ApiClient.OfPersonAsync(host, "ann");

        var one = await mira.PostAsync("requests", Ask, ("Idempotency-Key", "shared"));
        var other = await ann.PostAsync("requests", Ask, ("Idempotency-Key", "shared"));

        one.Status.ShouldBe(HttpStatusCode.Created);
        other.Status.ShouldBe(HttpStatusCode.Created);
        other.Json.Text("id").ShouldNotBe(one.Json.Text("id"));
    }

    [Fact]
    public async Task Refused_ThenRepeated_IsTriedAgain()
    {
        using var bo = await ApiClient.OfPersonAsync(host, "bo");
        var never = Guid.NewGuid().ToString("N");

        (await bo.PostAsync($"requests/{never}:withdraw", null, ("Idempotency-Key", "again"))).Status.ShouldBe(HttpStatusCode.NotFound);
        var second = await bo.PostAsync($"requests/{never}:withdraw", null, ("Idempotency-Key", "again"));

        second.Status.ShouldBe(HttpStatusCode.NotFound);
        second.Headers.ShouldNotContainKey("Idempotency-Replayed");
    }

    [Fact]
    public async Task Decide_Repeated_AnswersAsTheFirstTime()
    {
        using var tove = await ApiClient.OfPersonAsync(host, "tove");
        using var bo = await ApiClient.OfPersonAsync(host, "bo");
        var id = (await tove.PostAsync("requests", Ask)).Json.Text("id");
        var denial = new { decision = "deny", reason = "Wrong person" };

        var first = await bo.PostAsync($"requests/{id}/decisions", denial, ("Idempotency-Key", "no"));
        var second = await bo.PostAsync($"requests/{id}/decisions", denial, ("Idempotency-Key", "no"));

        first.Status.ShouldBe(HttpStatusCode.OK, first.Text);
        second.Status.ShouldBe(HttpStatusCode.OK, second.Text);
        second.Json.Text("state").ShouldBe("denied");
    }

    /// <summary>The node died after the filing and before the key was settled: the row says that a run is under way, and has for a minute.</summary>
    [Fact]
    public async Task File_RunThatDied_IsTakenOverAndFindsTheSameRequest()
    {
        using var lea = await ApiClient.OfPersonAsync(host, "lea");
        var first = await lea.PostAsync("requests", Ask, ("Idempotency-Key", "died"));
        await using var db = host.Services.GetRequiredService<PortalDbFactory>().Create();
        var died = TimeProvider.System.GetUtcNow() - RepeatedCalls.LongestRun - TimeSpan.FromSeconds(5);
        await db.ApiCalls.Where(c => c.Key == "died").ExecuteUpdateAsync(s => s.SetProperty(c => c.Done, false));
        var under = await lea.PostAsync("requests", Ask, ("Idempotency-Key", "died"));
        await db.ApiCalls.Where(c => c.Key == "died").ExecuteUpdateAsync(s => s.SetProperty(c => c.StartedAt, died));

        var repeated = await lea.PostAsync("requests", Ask, ("Idempotency-Key", "died"));

        under.Problem.ShouldBe("under-way");
        repeated.Status.ShouldBe(HttpStatusCode.Created, repeated.Text);
        repeated.Json.Text("id").ShouldBe(first.Json.Text("id"));
        (await lea.GetAsync("requests")).Items.Count.ShouldBe(1);
    }

    /// <summary>As above, for more time: whoever is told "it happened once" has not been given twice as much.</summary>
    [Fact]
    public async Task Extend_RunThatDied_IsTakenOverAndFindsTheSameRequest()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        var grant = (await workload.OpenAsync(host.World.Deploy)).Text("id");
        var more = new { by = "10m", reason = "Not done yet" };
        var first = await workload.PostAsync($"grants/{grant}:extend", more, ("Idempotency-Key", "more"), ("Prefer", "wait=30"));
        await Eventually.TrueAsync(
            async () => (await workload.GetAsync($"grants/{grant}")).Json.GetProperty("can").EnumerateArray().Any(can => can.GetString() == "extend"), "it can be extended again");
        var endsAt = (await workload.GetAsync($"grants/{grant}")).Json.Text("endsAt");
        await using var db = host.Services.GetRequiredService<PortalDbFactory>().Create();
        var died = TimeProvider.System.GetUtcNow() - RepeatedCalls.LongestRun - TimeSpan.FromSeconds(5);
        await db.ApiCalls.Where(c => c.Key == "more").ExecuteUpdateAsync(s => s.SetProperty(c => c.Done, false).SetProperty(c => c.StartedAt, died));

        var repeated = await workload.PostAsync($"grants/{grant}:extend", more, ("Idempotency-Key", "more"), ("Prefer", "wait=30"));

        repeated.Status.ShouldBe(HttpStatusCode.Created, repeated.Text);
        repeated.Json.Text("id").ShouldBe(first.Json.Text("id"));
        (await workload.GetAsync($"grants/{grant}")).Json.Text("endsAt").ShouldBe(endsAt);
    }

    /// <summary>Whether the target has taken the new password before the node died is not known here, so another one is not made.</summary>
    [Fact]
    public async Task Rotate_RunThatDied_IsNotRunAgain()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        await workload.HoldNothingAsync();
        var grant = (await workload.OpenAsync(host.World.Deploy)).Text("id");
        (await workload.PostAsync($"grants/{grant}:rotate", null, ("Idempotency-Key", "new"))).Status.ShouldBe(HttpStatusCode.OK);
        await using var db = host.Services.GetRequiredService<PortalDbFactory>().Create();
        var died = TimeProvider.System.GetUtcNow() - RepeatedCalls.LongestRun - TimeSpan.FromSeconds(5);
        await db.ApiCalls.Where(c => c.Key == "new").ExecuteUpdateAsync(s => s.SetProperty(c => c.Done, false).SetProperty(c => c.StartedAt, died));

        var repeated = await workload.PostAsync($"grants/{grant}:rotate", null, ("Idempotency-Key", "new"));

        repeated.Problem.ShouldBe("not-repeatable", repeated.Text);
        (await db.Grants.Where(g => g.Id == Guid.Parse(grant!)).Select(g => g.Rotations).SingleAsync()).ShouldBe(1);
        await workload.HoldNothingAsync();
    }

    /// <summary>What the policies refused is a request that was filed and denied: it is told again, whatever they say by now.</summary>
    [Fact]
    public async Task File_RefusedByPolicyThenRepeated_IsTheSameRefusal()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        var ask = new { entitlement = "stock-db:read", duration = "1h", reason = "Check stock" };

        var first = await workload.PostAsync("requests", ask, ("Idempotency-Key", "refused"));
        var second = await workload.PostAsync("requests", ask, ("Idempotency-Key", "refused"));

        first.Problem.ShouldBe("refused");
        second.Problem.ShouldBe("refused");
        second.Headers["Idempotency-Replayed"].ShouldBe("true");
        second.Json.Text("request").ShouldBe(first.Json.Text("request"));
    }

    [Fact]
    public async Task File_KeyThatCannotBeKept_IsRefused()
    {
        using var bo = await ApiClient.OfPersonAsync(host, "bo");

        (await bo.PostAsync("requests", Ask, ("Idempotency-Key", "tab\there"))).Fields.ShouldBe(["Idempotency-Key"]);
        (await bo.PostAsync("requests", Ask, ("Idempotency-Key", new string('k', 101)))).Fields.ShouldBe(["Idempotency-Key"]);
    }
}
