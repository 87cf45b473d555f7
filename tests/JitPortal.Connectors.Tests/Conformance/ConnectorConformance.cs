using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.Conformance;

/// <summary>What every connector promises, tried on a real server with real logins of the holder.</summary>
public abstract class ConnectorConformance
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected abstract Task<TargetCase> CaseAsync();

    [Fact]
    public async Task Open_ThenClose_AccessWorksOnlyBetween()
    {
        var target = await CaseAsync();
        var held = await target.PrepareAsync(Hour);
        (await target.CanUseAsync(held)).ShouldBeFalse("nothing is open yet");

        held = await target.OpenAsync(held);
        (await target.CanUseAsync(held)).ShouldBeTrue();
        (await ObserveAsync(target, held)).Presence.ShouldBe(Presence.Present);

        (await CloseAsync(target, held)).Failure.ShouldBeNull();
        (await target.CanUseAsync(held)).ShouldBeFalse();
        var observation = await ObserveAsync(target, held);
        observation.Presence.ShouldBe(Presence.Absent, observation.Words);
        observation.Evidence.ShouldBe(EvidenceKind.Observed);
    }

    [Fact]
    public async Task Close_WithLiveSession_EndsItWhereDeclared()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        await using var session = await target.UseAsync(held);
        (await session.WorksAsync()).ShouldBeTrue();

        var closed = await CloseAsync(target, held);

        closed.Failure.ShouldBeNull();
        var ends = target.Connector.Capabilities.HasFlag(Capability.EndsSessions);
        (await session.WorksAsync()).ShouldBe(!ends);
        closed.SessionsEnded.ShouldBe(ends ? 1 : 0);
        (target.Connector.Residual > TimeSpan.Zero).ShouldBe(!ends);
    }

    [Fact]
    public async Task Close_OthersUnderTheSameRight_KeepTheirSessions()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        var other = await target.OpenAsync(Hour);
        await using var session = await target.UseAsync(held);
        await using var otherSession = await target.UseAsync(other);

        await CloseAsync(target, held);

        (await otherSession.WorksAsync()).ShouldBeTrue();
        (await target.CanUseAsync(other)).ShouldBeTrue();
    }

    [Fact]
    public async Task Open_Twice_ChangesNothing()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);

        var again = await target.OpenAsync(held);

        (await target.CanUseAsync(held)).ShouldBeTrue("what was handed out first still works");
        (await target.CanUseAsync(again)).ShouldBeTrue();
        await CloseAsync(target, held);
        (await target.CanUseAsync(held)).ShouldBeFalse("one close ends both");
        (await target.CanUseAsync(again)).ShouldBeFalse("one close ends both");
    }

    [Fact]
    public async Task Close_Twice_IsFineBothTimes()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);

        (await CloseAsync(target, held)).Failure.ShouldBeNull();
        (await CloseAsync(target, held)).Failure.ShouldBeNull();

        (await ObserveAsync(target, held)).Presence.ShouldBe(Presence.Absent);
    }

    [Fact]
    public async Task Close_ByAnotherInstanceWithoutReceipt_EndsAccess()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        var another = target.Another();

        (await another.CloseAsync([held.Closing], CancellationToken.None)).Single().Failure.ShouldBeNull();

        (await target.CanUseAsync(held)).ShouldBeFalse();
        (await another.ObserveAsync([held.Closing], CancellationToken.None)).Single().Presence.ShouldBe(Presence.Absent);
    }

    [Fact]
    public async Task Close_OfWhatWasNeverOpened_IsFine()
    {
        var target = await CaseAsync();
        var held = await target.PrepareAsync(Hour);

        (await CloseAsync(target, held)).Failure.ShouldBeNull();

        (await ObserveAsync(target, held)).Presence.ShouldBe(Presence.Absent);
    }

    [Fact]
    public async Task Close_OfVanishedObject_IsFine()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        if (target.CanVanish)
            await target.VanishAsync(held);

        (await CloseAsync(target, held)).Failure.ShouldBeNull();

        (await ObserveAsync(target, held)).Presence.ShouldBe(Presence.Absent);
    }

    [Fact]
    public async Task ParallelOpen_SameGrant_IsOneAccess()
    {
        var target = await CaseAsync();
        var held = await target.PrepareAsync(Hour);
        var another = target.Another();

        var opened = await AtOnceAsync(8, i => (i % 2 == 0 ? target.Connector : another).OpenAsync(held.Opening, CancellationToken.None));

        foreach (var one in opened)
            (await target.CanUseAsync(held with { Material = one.Material })).ShouldBeTrue();
        await CloseAsync(target, held);
        (await target.CanUseAsync(held with { Material = opened[0].Material })).ShouldBeFalse();
    }

    [Fact]
    public async Task ParallelClose_SameGrant_AllSucceed()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        await using var session = await target.UseAsync(held);
        var another = target.Another();

        var closed = await AtOnceAsync(8, i => (i % 2 == 0 ? target.Connector : another).CloseAsync([held.Closing], CancellationToken.None));

        closed.SelectMany(c => c).ShouldAllBe(c => c.Failure == null);
        (await target.CanUseAsync(held)).ShouldBeFalse();
    }

    [Fact]
    public async Task Close_BatchWithOneBadItem_ClosesTheRest()
    {
        var target = await CaseAsync();
        var first = await target.OpenAsync(Hour);
        var second = await target.OpenAsync(Hour);
        var bad = first.Closing with { Grant = GrantId.New(), Right = "{}" };

        var closed = await target.Connector.CloseAsync([first.Closing, bad, second.Closing], CancellationToken.None);

        closed.Select(c => c.Grant).ShouldBe([first.Opening.Grant, bad.Grant, second.Opening.Grant]);
        closed.Select(c => c.Failure is null).ShouldBe([true, !target.NeedsRightToClose, true]);
        (await target.CanUseAsync(first)).ShouldBeFalse();
        (await target.CanUseAsync(second)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("a\"; drop role postgres; --")]
    [InlineData("é'\\x%I$1")]
    [InlineData("-o ProxyCommand=x")]
    public async Task Open_HostileName_IsOnlyAName(string name)
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(await target.PrepareAsync(Hour, name));

        (await target.CanUseAsync(held)).ShouldBeTrue();
        (await CloseAsync(target, held)).Failure.ShouldBeNull();
        (await target.CanUseAsync(held)).ShouldBeFalse();
        (await ObserveAsync(target, held)).Presence.ShouldBe(Presence.Absent);
    }

    [Fact]
    public async Task List_ShowsExactlyTheHeld()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        var closed = await target.OpenAsync(Hour);
        await CloseAsync(target, closed);

        var seen = new List<Seen>();
        await foreach (var one in target.Connector.ListAsync(CancellationToken.None))
            seen.Add(one);

        if (!target.Lists)
        {
            seen.ShouldBeEmpty();
            return;
        }

        seen.Where(s => s.Principal == held.Opening.Principal).Select(s => s.Right).ShouldBe([target.Kind.SharedRightOf(held.Opening.Right)]);
        seen.ShouldNotContain(s => s.Principal == closed.Opening.Principal);
    }

    [Fact]
    public async Task NativeEnd_PortalAway_TargetRefusesByItself()
    {
        var target = await CaseAsync();
        var window = BusyMachine.Allow(TimeSpan.FromSeconds(6));
        var held = await target.OpenAsync(window);
        (await target.CanUseAsync(held)).ShouldBeTrue();

        if (target.EndsByItself)
        {
            await Eventually.TrueAsync(async () => !await target.CanUseAsync(held), "the target refuses the holder by itself", window + TimeSpan.FromSeconds(20));
            TargetCase.Clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(held.Opening.NotAfter - TimeSpan.FromSeconds(1.5), "not before its end");
        }
        else
        {
            (await ObserveAsync(target, held)).NativeEnd.ShouldBeNull();
        }
    }

    [Fact]
    public async Task MoveEnd_WhileOpen_OutlivesTheOldEndWithoutGap()
    {
        var target = await CaseAsync();
        var window = BusyMachine.Allow(TimeSpan.FromSeconds(6));
        var held = await target.OpenAsync(window);
        var longer = held.Opening with { NotAfter = held.Opening.NotAfter + Hour, Serial = held.Opening.Serial + 1 };

        var moved = await target.Connector.MoveEndAsync(longer, CancellationToken.None);

        var now = held with { Opening = longer, Material = moved.Material ?? held.Material };
        await Eventually.TrueAsync(
            async () =>
            {
                (await target.CanUseAsync(now)).ShouldBeTrue("no gap");
                return TargetCase.Clock.GetUtcNow() > held.Opening.NotAfter + TimeSpan.FromSeconds(1);
            },
            "the old end has passed",
            window + TimeSpan.FromSeconds(20));
        var closing = now.Closing with { Serials = [held.Opening.Serial, longer.Serial] };
        (await target.Connector.CloseAsync([closing], CancellationToken.None)).Single().Failure.ShouldBeNull();
        (await target.CanUseAsync(now)).ShouldBeFalse();
    }

    [Fact]
    public async Task MoveEndAndRotate_AfterClose_NeverBringItBack()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        await CloseAsync(target, held);
        var renewed = target.Renewed(held);

        if (target.EndsByItself)
            await Should.ThrowAsync<TargetException>(() => target.Connector.MoveEndAsync(renewed.Opening, CancellationToken.None));
        await Should.ThrowAsync<TargetException>(() => target.Connector.RotateAsync(renewed.Opening, CancellationToken.None));

        (await target.CanUseAsync(held)).ShouldBeFalse();
        (await ObserveAsync(target, held)).Presence.ShouldBe(Presence.Absent);
    }

    [Fact]
    public async Task Rotate_WhileOpen_OldSecretIsDead()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        if (!target.Rotates)
        {
            (await Should.ThrowAsync<TargetException>(() => target.Connector.RotateAsync(held.Opening, CancellationToken.None))).Fault.ShouldBe(Fault.Rejected);
            return;
        }

        var renewed = target.Renewed(held);
        var rotated = await target.Connector.RotateAsync(renewed.Opening, CancellationToken.None);
        var repeated = await target.Connector.RotateAsync(renewed.Opening, CancellationToken.None);

        (await target.CanUseAsync(held)).ShouldBeFalse("the old secret is dead");
        (await target.CanUseAsync(renewed with { Material = rotated.Material })).ShouldBeTrue();
        (await target.CanUseAsync(renewed with { Material = repeated.Material })).ShouldBeTrue();
        await CloseAsync(target, renewed);
        (await target.CanUseAsync(renewed with { Material = repeated.Material })).ShouldBeFalse();
    }

    [Fact]
    public async Task Open_AfterTheLatestMoment_HasNoEffect()
    {
        var target = await CaseAsync();
        var held = await target.PrepareAsync(Hour);
        var late = held.Opening with { Latest = TargetCase.Clock.GetUtcNow() - TimeSpan.FromMilliseconds(200) };

        var failure = await Should.ThrowAsync<TargetException>(() => target.Connector.OpenAsync(late, CancellationToken.None));

        failure.Fault.ShouldBe(Fault.Transient);
        (await target.CanUseAsync(held)).ShouldBeFalse();
    }

    protected static async Task<Closed> CloseAsync(TargetCase target, Held held) =>
        (await target.Connector.CloseAsync([held.Closing], CancellationToken.None)).Single();

    protected static async Task<Observation> ObserveAsync(TargetCase target, Held held) =>
        (await target.Connector.ObserveAsync([held.Closing], CancellationToken.None)).Single();

    private static async Task<T[]> AtOnceAsync<T>(int callers, Func<int, Task<T>> call)
    {
        using var barrier = new Barrier(callers);
        return await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return call(i);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
    }
}
