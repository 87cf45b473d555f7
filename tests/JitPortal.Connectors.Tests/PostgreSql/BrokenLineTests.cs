using System.Diagnostics;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.PostgreSql;

/// <summary>What the connector says when the line or the server breaks, and that reading the target afterwards tells the truth (I-09).</summary>
public sealed class BrokenLineTests(PostgresServers servers) : PostgresTest(servers)
{
    [Theory]
    [InlineData(PrincipalMode.Existing)]
    [InlineData(PrincipalMode.Ephemeral)]
    public async Task Open_ReplyIsCutAfterTheCommit_ObservationFindsIt(PrincipalMode mode)
    {
        var target = await CaseAsync(mode);
        await using var proxy = new TcpFaultProxy(target.Server.Port);
        var connector = target.Connect(proxy.Port, target: TargetId.New());
        var held = await target.PrepareAsync(Hour);
        (await ObserveAsync(connector, held.Closing)).Presence.ShouldBe(Presence.Absent);   // and a warm connection

        proxy.Weather = Weather.CutAfter(0);
        var failure = await Should.ThrowAsync<TargetException>(() => connector.OpenAsync(held.Opening, CancellationToken.None));

        failure.Fault.ShouldBe(Fault.Transient);
        await Eventually.TrueAsync(async () => (await ObserveAsync(target.Connector, held.Closing)).Presence == Presence.Present, "it commits all the same");
        proxy.Weather = Weather.Fine;
        await EventuallyAsync(() => connector.OpenAsync(held.Opening, CancellationToken.None));
        (await target.CanUseAsync(held)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(PrincipalMode.Existing)]
    [InlineData(PrincipalMode.Ephemeral)]
    public async Task Close_ReplyIsCut_RepeatingItFinishes(PrincipalMode mode)
    {
        var target = await CaseAsync(mode);
        await using var proxy = new TcpFaultProxy(target.Server.Port);
        var connector = target.Connect(proxy.Port, target: TargetId.New());
        var held = await target.OpenAsync(Hour);
        await ObserveAsync(connector, held.Closing);

        proxy.Weather = Weather.CutAfter(0);
        var closed = await CloseAsync(connector, held.Closing);

        closed.Failure!.Fault.ShouldBe(Fault.Transient);
        await Eventually.TrueAsync(async () => !await target.CanUseAsync(held), "the first step commits all the same");
        proxy.Weather = Weather.Fine;
        await Eventually.TrueAsync(async () => (await CloseAsync(connector, held.Closing)).Failure is null, "the repeat closes it");
        (await ObserveAsync(connector, held.Closing)).Presence.ShouldBe(Presence.Absent);
    }

    [Fact]
    public async Task AllCalls_ConnectionsAreReset_AreTransient()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        await using var proxy = new TcpFaultProxy(target.Server.Port) { Weather = Weather.Reset };
        var connector = target.Connect(proxy.Port, target: TargetId.New());
        var held = await target.PrepareAsync(Hour);

        (await Should.ThrowAsync<TargetException>(() => connector.OpenAsync(held.Opening, CancellationToken.None))).Fault.ShouldBe(Fault.Transient);
        (await Should.ThrowAsync<TargetException>(() => connector.ObserveAsync([held.Closing], CancellationToken.None))).Fault.ShouldBe(Fault.Transient);
        (await CloseAsync(connector, held.Closing)).Failure!.Fault.ShouldBe(Fault.Transient);
        (await connector.CheckAsync(CancellationToken.None)).Single().Level.ShouldBe(FindingLevel.Problem);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(400)]
    public async Task Open_HalfAnAnswer_IsTransient(int bytes)
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        await using var proxy = new TcpFaultProxy(target.Server.Port) { Weather = Weather.CutAfter(bytes) };
        var connector = target.Connect(proxy.Port, target: TargetId.New());
        var held = await target.PrepareAsync(Hour);

        (await Should.ThrowAsync<TargetException>(() => connector.OpenAsync(held.Opening, CancellationToken.None))).Fault.ShouldBe(Fault.Transient);
    }

    [Fact]
    public async Task AllCalls_BlackHole_GiveUpInTime()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        await using var proxy = new TcpFaultProxy(target.Server.Port);
        var connector = target.Connect(proxy.Port, target: TargetId.New());
        var held = await target.PrepareAsync(Hour);
        await ObserveAsync(connector, held.Closing);
        proxy.Weather = Weather.BlackHole;

        var started = Stopwatch.GetTimestamp();
        var warm = connector.OpenAsync(held.Opening, CancellationToken.None);   // on the pooled connection
        var cold = CloseAsync(connector, held.Closing);                          // has to connect first
        (await Should.ThrowAsync<TargetException>(() => warm)).Fault.ShouldBe(Fault.Transient);
        (await cold).Failure!.Fault.ShouldBe(Fault.Transient);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(BusyMachine.Allow(TimeSpan.FromSeconds(12)));
    }

    [Fact]
    public async Task AllCalls_ServerIsKilledAndComesBack_WorkAgain()
    {
        await using var server = await PostgresServer.StartAsync(fsync: true);
        var target = await CaseAsync(PrincipalMode.Ephemeral, server: server);
        var held = await target.OpenAsync(Hour);

        await server.KillAsync();
        (await CloseAsync(target.Connector, held.Closing)).Failure!.Fault.ShouldBe(Fault.Transient);
        await server.RestartAsync();

        (await target.CanUseAsync(held)).ShouldBeTrue("an opening that was reported survives a crash of the target");
        await Eventually.TrueAsync(async () => (await CloseAsync(target.Connector, held.Closing)).Failure is null, "it closes again");
        (await target.CanUseAsync(held)).ShouldBeFalse();
    }

    private static Task EventuallyAsync(Func<Task> call) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await call();
                return true;
            }
            catch (TargetException e) when (e.Fault == Fault.Transient)
            {
                return false;   // a pooled connection that the cut left behind
            }
        },
        "it works again");
}
