using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Time;

/// <summary>I-04: after a jump of the clock granting waits for an administrator, on every node.</summary>
public sealed class ConfirmClockTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmClock_ByAnAdministrator_GrantsAgainAndIsRecorded(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var node = await JumpedNodeAsync(world);
        var waits = await Scene.Must(world.Scene.AskAsync(world.Scene.Jon, world.Scene.Automatic, TimeSpan.FromHours(1)));
        (await OpenedByAsync(world, node, waits)).ShouldBe(GrantState.Scheduled);

        await Scene.Must(node.Get<ConfirmClock>().RunAsync(world.Scene.Tove, None));

        node.Get<GrantingGate>().Reason.ShouldBeNull();
        (await OpenedByAsync(world, node, waits)).ShouldBe(GrantState.Active);
        (await world.AuditAsync()).Single(a => a.Type == AuditTypes.ClockConfirmed).ActorId.ShouldBe(world.Scene.Tove.Id.Value);
        (await world.FactAsync(AuditTypes.ClockConfirmed, "why")).ShouldContain("The clock jumped against elapsed time");
        (await world.Get<VerifyAudit>().RunAsync(None)).Problem.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmClock_ByAnybodyElse_IsForbiddenAndNothingIsGranted(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var node = await JumpedNodeAsync(world);
        var waits = await Scene.Must(world.Scene.AskAsync(world.Scene.Jon, world.Scene.Automatic, TimeSpan.FromHours(1)));

        foreach (var other in new[] { world.Scene.Mira, world.Scene.Bo, world.Scene.Jon })
            (await node.Get<ConfirmClock>().RunAsync(other, None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        (await world.AuditAsync()).ShouldNotContain(a => a.Type == AuditTypes.ClockConfirmed);
        await node.Clock.ReadAsync(None);
        (await OpenedByAsync(world, node, waits)).ShouldBe(GrantState.Scheduled);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmClock_InNoDoubt_ReturnsConflictAndWritesNoAudit(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        (await world.Get<ConfirmClock>().RunAsync(world.Scene.Tove, None)).Refusal.ShouldBeOfType<Refusal.Conflict>();

        (await world.AuditAsync()).ShouldNotContain(a => a.Type == AuditTypes.ClockConfirmed);
    }

    /// <summary>A confirmation holds for what was in doubt then, and not for the next jump.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmClock_OnOneNode_ReachesTheOthersAndCoversNoLaterJump(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (firstMachine, machine) = (new SteppedClock(), new SteppedClock());
        var (one, other) = (await world.NodeAsync(firstMachine), await world.NodeAsync(machine));
        await JumpAsync(one, firstMachine);
        await JumpAsync(other, machine);
        await Scene.Must(one.Get<ConfirmClock>().RunAsync(world.Scene.Tove, None));

        await other.Clock.ReadAsync(None);
        other.Get<GrantingGate>().Reason.ShouldBeNull("it has read the confirmation");

        await JumpAsync(other, machine);
        await other.Clock.ReadAsync(None);
        other.Get<GrantingGate>().Reason.ShouldNotBeNull("this one nobody has confirmed");
    }

    private static async Task<TestPortal> JumpedNodeAsync(World world)
    {
        var machine = new SteppedClock();
        var node = await world.NodeAsync(machine);
        await JumpAsync(node, machine);
        return node;
    }

    private static async Task JumpAsync(TestPortal node, SteppedClock machine)
    {
        node.Get<GrantingGate>().Reason.ShouldBeNull();
        machine.Skip(TimeSpan.FromMinutes(10));
        await node.Clock.ReadAsync(None);
        node.Get<GrantingGate>().Reason.ShouldNotBeNull();
    }

    private static async Task<GrantState> OpenedByAsync(World world, TestPortal node, RequestId request)
    {
        await node.Get<OpenDueJob>().RunAsync(world.Scene.Target.Value, None);
        return (await world.Scene.GrantOfAsync(request)).State;
    }
}
