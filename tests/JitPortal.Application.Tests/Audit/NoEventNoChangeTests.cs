using JitPortal.Application.Audit;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

/// <summary>
/// Every use case, twice: with an audit log that cannot be written it fails and changes nothing, and with a sound one it records
/// exactly its events (I-31).
/// </summary>
public sealed class NoEventNoChangeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    private sealed record Step(string Name, Func<Task> Run, params string[] Records);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Walk_EveryStep_IsRecordedOrDoesNotHappen(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        foreach (var step in Setup(world).Concat(Access(world)).Concat(Requests(world)).Concat(Leaving(world)))
        {
            var before = await world.StateAsync();
            var events = (await world.AuditAsync()).Count;
            await RunBrokenAsync(world, step);
            (await world.StateAsync()).ShouldBe(before, $"{step.Name}: changed something without a record");

            await step.Run();

            (await world.TypesAfterAsync(events)).ShouldBe(step.Records, step.Name);
            (await world.StateAsync()).ShouldNotBe(before, step.Name);
        }
        (await world.Get<VerifyAudit>().RunAsync(None)).Problem.ShouldBeNull();
    }

    private static IEnumerable<Step> Setup(World world)
    {
        var scene = world.Scene;
        yield return new("first sign-in", () => Scene.SignInAsync(world.Portal, "sam", "Sam", PortalRole.Requester), AuditTypes.PersonSeen);
        yield return new("became administrator", () => Scene.SignInAsync(world.Portal, "sam", "Sam", PortalRole.Administrator), AuditTypes.PersonChanged, AuditTypes.SoloEnded);
        yield return new("target", () => Scene.Must(world.Get<AddTarget>().RunAsync(scene.Tove, new TargetForm("new", OracleKind.Name, "1", "secret"), None)), AuditTypes.CatalogChanged);
        yield return new("entitlement", () => Scene.EntitlementAsync(world.Portal, scene.Target, "new", "Read", "ephemeral:new"), AuditTypes.CatalogChanged);
        yield return new("account", () => Scene.Must(world.Get<SetTargetAccount>().RunAsync(scene.Tove, scene.Target, scene.Jon.Id, "jon", None)), AuditTypes.CatalogChanged);
        yield return new("policy", () => scene.PublishAsync("new", [scene.SameRight], new Rule("ask", new Effect.Automatic(Hour, Hour), new Condition.Always())), AuditTypes.PolicyPublished);
    }

    private static IEnumerable<Step> Access(World world)
    {
        var scene = world.Scene;
        var id = default(GrantId);
        yield return new("file automatic", () => Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour)), AuditTypes.RequestFiled, AuditTypes.RequestAllowed);
        yield return new("open", scene.OpenDueAsync, AuditTypes.GrantOpening, AuditTypes.GrantActive);
        yield return new("reveal", async () => await Scene.Must(world.Get<RevealCredential>().RunAsync(scene.Mira, id = await OnlyOpenAsync(world), None)), AuditTypes.GrantRevealed);
        yield return new("rotate", () => RotateAsync(world, id), AuditTypes.GrantRotating, AuditTypes.GrantRotated);
        yield return new("extend", () => Scene.Must(world.Get<ExtendGrant>().RunAsync(scene.Mira, new ExtensionForm(id, Hour / 2, "Still stuck"), None)), AuditTypes.RequestFiled, AuditTypes.RequestAllowed, AuditTypes.GrantExtending);
        yield return new("extend on the target", scene.OpenDueAsync, AuditTypes.GrantExtended);
        yield return new("give back", () => Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, id, None)), AuditTypes.GrantRevoking);
        yield return new("close", scene.RevokeDueAsync, AuditTypes.GrantEnded);
        yield return new("file again", () => Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour)), AuditTypes.RequestFiled, AuditTypes.RequestAllowed);
        yield return new("open again", scene.OpenDueAsync, AuditTypes.GrantOpening, AuditTypes.GrantActive);
        yield return new("revoke", async () => await Scene.Must(world.Get<RevokeGrant>().RunAsync(scene.Tove, await OnlyOpenAsync(world), "Because", None)), AuditTypes.GrantRevoking);
        yield return new("close again", scene.RevokeDueAsync, AuditTypes.GrantEnded);
    }

    private static IEnumerable<Step> Requests(World world)
    {
        var scene = world.Scene;
        var id = default(RequestId);
        async Task FileAsync() => id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        yield return new("file", FileAsync, AuditTypes.RequestFiled, AuditTypes.RequestWaiting);
        yield return new("deny", () => Scene.Must(scene.DenyAsync(scene.Bo, id)), AuditTypes.VoteCast, AuditTypes.RequestDenied);
        yield return new("file to withdraw", FileAsync, AuditTypes.RequestFiled, AuditTypes.RequestWaiting);
        yield return new("withdraw", () => Scene.Must(world.Get<WithdrawRequest>().RunAsync(scene.Mira, id, None)), AuditTypes.RequestWithdrawn);
        yield return new("file what policy refuses", () => Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, 9 * Hour)), AuditTypes.RequestFiled, AuditTypes.RequestRefused);
        yield return new("file to approve", FileAsync, AuditTypes.RequestFiled, AuditTypes.RequestWaiting);
        yield return new("approve", () => Scene.Must(scene.ApproveAsync(scene.Bo, id)), AuditTypes.VoteCast, AuditTypes.RequestApproved);
        yield return new("open approved", scene.OpenDueAsync, AuditTypes.GrantOpening, AuditTypes.GrantActive);
    }

    private static IEnumerable<Step> Leaving(World world)
    {
        var scene = world.Scene;
        yield return new("lock", () => Scene.Must(world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(scene.Jon.Id), "Test", None)), AuditTypes.LockPlaced);
        yield return new("disable", () => Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, scene.Mira.Id, None)), AuditTypes.PersonDisabled, AuditTypes.GrantRevoking);
        yield return new("close the leaver's", scene.RevokeDueAsync, AuditTypes.GrantEnded);
        yield return new("erase", () => Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, scene.Mira.Id, None)), AuditTypes.PersonErased);
        yield return new("readmit", () => Scene.Must(world.Get<ReadmitPerson>().RunAsync("https://issuer.test", "mira", None)), AuditTypes.PersonReadmitted);
    }

    /// <summary>Lapsing needs a clock of its own.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task LapseExpireCancel_AuditCannotBeWritten_DoNotHappen(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour));
        time.Advance(5 * Hour);
        Step[] steps =
        [
            new("lapse", () => world.Get<LapseRequests>().RunAsync(None), AuditTypes.RequestLapsed),
            new("expire", scene.RevokeDueAsync, AuditTypes.GrantRevoking, AuditTypes.GrantEnded),
            new("cancel", scene.OpenDueAsync, AuditTypes.GrantCancelled),
        ];
        foreach (var step in steps)
        {
            var before = await world.StateAsync();
            var events = (await world.AuditAsync()).Count;
            await RunBrokenAsync(world, step);
            (await world.StateAsync()).ShouldBe(before, $"{step.Name}: changed something without a record");

            await step.Run();

            (await world.TypesAfterAsync(events)).ShouldBe(step.Records, step.Name);
        }
    }

    private const string Broken = "the audit cannot be written";

    /// <summary>The revocation job catches what the database refuses and goes on by the standing leases; all else must throw.</summary>
    private static async Task RunBrokenAsync(World world, Step step)
    {
        await BreakAsync(world);
        if (step.Records is [AuditTypes.GrantEnded] or [AuditTypes.GrantRevoking, AuditTypes.GrantEnded])
            await step.Run();
        else
            (await Should.ThrowAsync<Exception>(step.Run(), $"{step.Name}: done without a record")).ToString().ShouldContain(Broken, Case.Sensitive, step.Name);
        await MendAsync(world);
    }

    private static async Task BreakAsync(World world)
    {
        if (world.Database.Kind == DatabaseKind.Sqlite)
        {
            await world.SqlAsync($"CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, '{Broken}'); END");
            return;
        }
        await world.SqlAsync($"CREATE OR REPLACE FUNCTION no_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{Broken}'; END $$");
        await world.SqlAsync("CREATE TRIGGER no_audit BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION no_audit()");
    }

    private static Task MendAsync(World world) => world.SqlAsync(world.Database.Kind == DatabaseKind.Sqlite ? "DROP TRIGGER no_audit" : "DROP TRIGGER no_audit ON audit");

    private static async Task<GrantId> OnlyOpenAsync(World world) => new((await world.GrantsAsync()).Single(g => g.State != GrantState.Ended).Id);

    private static async Task RotateAsync(World world, GrantId id)
    {
        var rotating = world.Get<RotateCredential>().RunAsync(world.Scene.Mira, id, None);
        await Eventually.TrueAsync(async () => rotating.IsCompleted || (await world.Scene.GrantAsync(id.Value)).NextVerifier is not null, "the new secret is planned");
        await world.Scene.OpenDueAsync();
        await Scene.Must(rotating);
    }
}
