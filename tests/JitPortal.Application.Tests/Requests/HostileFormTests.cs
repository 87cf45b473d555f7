using JitPortal.Application.Approvals;
using JitPortal.Application.Intake;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Requests;

/// <summary>What cannot be stored or makes no sense is refused with its field, and nothing changes.</summary>
public sealed class HostileFormTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static IEnumerable<(string Field, RequestForm Form)> Forms(EntitlementId what)
    {
        var good = new RequestForm(what, Hour, "Check stuck refunds");
        yield return ("reason", good with { Reason = new string('x', 10 * 1024 * 1024) });
        yield return ("reason", good with { Reason = new string('x', TextCheck.LongestReason + 1) });
        yield return ("reason", good with { Reason = "a\0b" });
        yield return ("reason", good with { Reason = "a\u001bb" });
        yield return ("reason", good with { Reason = "a\u0085b" });
        yield return ("reason", good with { Reason = "high \ud83d alone" });
        yield return ("reason", good with { Reason = "low \ude00 alone" });
        yield return ("reason", good with { Reason = "ends high \ud83d" });
        yield return ("duration", good with { Duration = TimeSpan.Zero });
        yield return ("duration", good with { Duration = -Hour });
        yield return ("duration", good with { Duration = TimeSpan.MinValue });
        yield return ("duration", good with { Duration = TimeSpan.MaxValue });
        yield return ("duration", good with { Duration = TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1) });
        yield return ("duration", good with { Duration = TimeSpan.FromDays(30) + TimeSpan.FromTicks(1) });
        yield return ("idempotencyKey", good with { IdempotencyKey = "" });
        yield return ("idempotencyKey", good with { IdempotencyKey = new string('k', 101) });
        yield return ("idempotencyKey", good with { IdempotencyKey = "k\0" });
        yield return ("publicKey", good with { PublicKey = "ssh-ed25519 AAAA" });
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_HostileForm_NamesTheFieldAndChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var before = await world.StateAsync();
        foreach (var (field, form) in Forms(world.Scene.Asks))
        {
            var answer = await world.Get<SubmitRequest>().RunAsync(world.Scene.Mira, form, CancellationToken.None);
            answer.Refusal.ShouldBeOfType<Refusal.Invalid>($"{field}: {form.Duration} {form.Reason[..Math.Min(form.Reason.Length, 20)]}").Errors.Select(e => e.Field).ShouldBe([field]);
            (await world.Get<PreviewRequest>().RunAsync(world.Scene.Mira, form, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        }
        (await world.StateAsync()).ShouldBe(before);
    }

    /// <summary>Whatever a target makes of it: a key is checked before one is asked.</summary>
    [Fact]
    public void Check_PublicKeyThatCannotBeStored_IsNamed()
    {
        Mistakes("ssh-ed25519 AAAA alice@laptop\0").ShouldBe(["publicKey"]);
        Mistakes("ssh-ed25519 AAAA \ud83d").ShouldBe(["publicKey"]);
        Mistakes(new string('A', RequestFormCheck.LongestPublicKey + 1)).ShouldBe(["publicKey"]);
        Mistakes(new string('A', RequestFormCheck.LongestPublicKey)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Mistakes(string publicKey) =>
        RequestFormCheck.Mistakes(new RequestForm(EntitlementId.New(), Hour, "Check stuck refunds", PublicKey: publicKey)).Select(e => e.Field);

    /// <summary>Each half of these is written as six characters in JSON.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Keep_AtTheLimits_IsKeptWhole(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var mira = world.Scene.Mira;
        var session = new SessionForm(SessionId.New(), "key", mira.Id, "https://issuer.test", "mira", null, world.Portal.Clock.Now().AddHours(1), []);
        await Scene.Must(world.Get<StartSession>().RunAsync(session, CancellationToken.None));
        var form = new RequestForm(world.Scene.Asks, Hour, Smiles(TextCheck.LongestReason), PublicKey: Smiles(RequestFormCheck.LongestPublicKey), Ticket: Smiles(RequestFormCheck.LongestTicket));
        RequestFormCheck.Mistakes(form).ShouldBeEmpty();

        var state = await Scene.Must(world.Get<KeepAction>().RunAsync(mira, session.Id, new KeptAction.Ask(form), AssuranceLevel.Basic, CancellationToken.None));

        state.ShouldNotBeEmpty();
        static string Smiles(int characters) => string.Concat(Enumerable.Repeat("😀", characters / 2));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_AtTheLimits_IsStoredAsGiven(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var reason = "'; DROP TABLE requests; -- <script>alert(1)</script> {0} %s \t\r\n😀 ‮" + new string('é', 1_000);
        var form = new RequestForm(world.Scene.Asks, TimeSpan.FromMinutes(1), reason, IdempotencyKey: new string('k', 100));

        var id = await Scene.Must(world.Get<SubmitRequest>().RunAsync(world.Scene.Mira, form, CancellationToken.None));

        (await world.RequestAsync(id.Value)).Reason.ShouldBe(reason);
        var view = await Scene.Must(world.Get<ReadRequest>().RunAsync(world.Scene.Mira, id, CancellationToken.None));
        view.Timeline[0].Detail.ShouldBe($"“{reason}”", "what the log committed to is what was written");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_UnknownEntitlementOrPerson_IsRefused(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var before = await world.StateAsync();
        var stranger = world.Scene.Mira with { Id = Domain.People.PersonId.New() };

        (await world.Scene.AskAsync(world.Scene.Mira, EntitlementId.New(), Hour)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await world.Scene.AskAsync(world.Scene.Mira, default, Hour)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await world.Scene.AskAsync(stranger, world.Scene.Asks, Hour)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_HostileForm_NamesTheFieldAndChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        var before = await world.StateAsync();
        (string Field, DecisionForm Form)[] forms =
        [
            ("reason", new(false, null, null, DecisionChannel.Web)),
            ("reason", new(false, null, " \t\n", DecisionChannel.Web)),
            ("reason", new(false, null, new string('x', 2_001), DecisionChannel.Web)),
            ("reason", new(false, null, "a\0b", DecisionChannel.Web)),
            ("reason", new(true, null, "low \ude00 alone", DecisionChannel.Web)),
            ("duration", new(true, Hour + TimeSpan.FromMilliseconds(1), null, DecisionChannel.Web)),
            ("duration", new(true, TimeSpan.Zero, null, DecisionChannel.Web)),
            ("duration", new(true, -Hour, null, DecisionChannel.Web)),
            ("duration", new(true, TimeSpan.MaxValue, null, DecisionChannel.Web)),
        ];
        foreach (var (field, form) in forms)
        {
            var answer = await world.Get<DecideRequest>().RunAsync(scene.Bo, id, form, CancellationToken.None);
            answer.Refusal.ShouldBeOfType<Refusal.Invalid>($"{form.Duration} {form.Reason?[..Math.Min(form.Reason.Length, 20)]}").Errors[0].Field.ShouldBe(field);
        }
        (await scene.ApproveAsync(scene.Bo, Domain.Requests.RequestId.New())).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await world.StateAsync()).ShouldBe(before);
    }
}
