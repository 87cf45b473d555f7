using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.SignedHttp;

/// <summary>What the connector makes of a line that breaks and of a service that answers anything but what it should.</summary>
public sealed class BrokenServiceTests : IAsyncDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private BackOfficeCase? office;

    [Fact]
    public async Task Open_ReplyIsCutAfterTheEffect_ObservationFindsItAndRepeatingIsFine()
    {
        office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        await using var proxy = new TcpFaultProxy(office.Port) { Weather = Weather.CutAfter(0) };
        var connector = office.Connect(proxy.Port, target: TargetId.New());
        var held = await office.PrepareAsync(Hour);

        (await FaultOfAsync(() => connector.OpenAsync(held.Opening, CancellationToken.None))).ShouldBe(Fault.Transient);

        await Eventually.TrueAsync(async () => (await office.Connector.ObserveAsync([held.Closing], CancellationToken.None))[0].Presence == Presence.Present, "it was opened all the same");
        await office.OpenAsync(held);
        (await office.CanUseAsync(held)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task AllCalls_HalfAnAnswer_AreTransient(int bytes)
    {
        office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        await using var proxy = new TcpFaultProxy(office.Port) { Weather = Weather.CutAfter(bytes) };
        await ShouldBeTransientAsync(office.Connect(proxy.Port, target: TargetId.New()), await office.PrepareAsync(Hour));
    }

    [Fact]
    public async Task AllCalls_ConnectionsAreReset_AreTransient()
    {
        office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        await using var proxy = new TcpFaultProxy(office.Port) { Weather = Weather.Reset };
        await ShouldBeTransientAsync(office.Connect(proxy.Port, target: TargetId.New()), await office.PrepareAsync(Hour));
    }

    [Fact]
    public async Task AllCalls_NothingAnswers_GiveUpByThemselves()
    {
        office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        await using var proxy = new TcpFaultProxy(office.Port) { Weather = Weather.BlackHole };
        await ShouldBeTransientAsync(office.Connect(proxy.Port, target: TargetId.New()), await office.PrepareAsync(Hour));
    }

    [Fact]
    public async Task Access_ServiceIsRestarted_IsStillThereAndWhatWasClosedStaysClosed()
    {
        office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        var (held, closed) = (await office.OpenAsync(Hour), await office.OpenAsync(Hour));
        await office.Connector.CloseAsync([closed.Closing], CancellationToken.None);

        await office.RestartAsync();

        (await office.CanUseAsync(held)).ShouldBeTrue();
        (await FaultOfAsync(() => office.Another().OpenAsync(closed.Opening, CancellationToken.None))).ShouldBe(Fault.Rejected);
        (await office.CanUseAsync(closed)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(301, Fault.Rejected, "redirect")]
    [InlineData(307, Fault.Rejected, "redirect")]
    [InlineData(401, Fault.Unauthorized, "signature")]
    [InlineData(404, Fault.Rejected, "nothing at the target's address")]
    [InlineData(410, Fault.Rejected, "out of use for good")]
    [InlineData(422, Fault.Rejected, "refuses")]
    [InlineData(429, Fault.Transient, "overloaded")]
    [InlineData(503, Fault.Transient, "overloaded")]
    public async Task AllCalls_AnotherStatus_IsAFaultAndNeverAnEnd(int status, Fault fault, string words)
    {
        await using var service = await FakeAsync(context => context.Response.StatusCode = status);
        var (connector, held) = await AtAsync(service.Port);

        (await Should.ThrowAsync<TargetException>(() => connector.OpenAsync(held.Opening, CancellationToken.None))).ShouldSatisfyAllConditions(e => e.Fault.ShouldBe(fault), e => e.Message.ShouldContain(words));
        (await connector.CloseAsync([held.Closing], CancellationToken.None)).Single().Failure!.Fault.ShouldBe(fault);
        service.Paths.ShouldAllBe(path => path == "/access", "a redirect is not followed");
    }

    [Theory]
    [InlineData("<html>sign in</html>", "it is not JSON")]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("{}", "result is missing or not a text")]
    [InlineData("""{"result":7}""", "result is missing or not a text")]
    [InlineData("""{"result":"perhaps"}""", "result is none of done")]
    [InlineData("""{"result":"done"}""", "sessionsEnded is missing or not a whole number")]
    [InlineData("""{"result":"done","sessionsEnded":-1}""", "sessionsEnded is missing or not a whole number")]
    public async Task Close_AnswerIsNotAsAgreed_NamesTheField(string answer, string words)
    {
        await using var service = await FakeAsync(context => context.Response.WriteAsync(answer));
        var (connector, held) = await AtAsync(service.Port);

        var failure = (await connector.CloseAsync([held.Closing], CancellationToken.None)).Single().Failure!;

        failure.Fault.ShouldBe(Fault.Rejected);
        failure.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("""{"accesses":{}}""", "accesses is missing or not a list")]
    [InlineData("""{"accesses":[7]}""", "accesses[0] is not an object")]
    [InlineData("""{"accesses":[{"grant":"GRANT"}]}""", "accesses[0].present is missing or not true or false")]
    [InlineData("""{"accesses":[{"grant":"GRANT","present":true,"ours":true,"sessions":0,"notAfter":"soon"}]}""", "accesses[0].notAfter is missing or not an instant")]
    public async Task Observe_AnswerIsNotAsAgreed_NamesTheField(string answer, string words)
    {
        var text = "";
        await using var service = await FakeAsync(context => context.Response.WriteAsync(text));
        var (connector, held) = await AtAsync(service.Port);
        text = answer.Replace("GRANT", held.Opening.Grant.ToString(), StringComparison.Ordinal);

        (await Should.ThrowAsync<TargetException>(() => connector.ObserveAsync([held.Closing], CancellationToken.None))).Message.ShouldContain(words);
    }

    [Fact]
    public async Task Observe_ServiceForgetsAnAccess_CannotTell()
    {
        await using var service = await FakeAsync(context => context.Response.WriteAsync("""{"accesses":[]}"""));
        var (connector, held) = await AtAsync(service.Port);

        (await connector.ObserveAsync([held.Closing], CancellationToken.None)).Single().Presence.ShouldBe(Presence.CannotTell);
    }

    [Fact]
    public async Task AllCalls_AnswerIsHuge_IsNotRead()
    {
        await using var service = await FakeAsync(context => context.Response.WriteAsync(new string(' ', 2 * 1024 * 1024)));
        var (connector, held) = await AtAsync(service.Port);

        (await Should.ThrowAsync<TargetException>(() => connector.OpenAsync(held.Opening, CancellationToken.None))).Message.ShouldContain("larger than 1024 KiB");
    }

    /// <summary>A service that asks to be left alone is not asked to open anything; closing goes on.</summary>
    [Fact]
    public async Task Open_ServiceAskedToWait_IsPutOffAndClosingIsNot()
    {
        await using var service = await FakeAsync(context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        });
        var (connector, held) = await AtAsync(service.Port);
        await FaultOfAsync(() => connector.OpenAsync(held.Opening, CancellationToken.None));

        (await Should.ThrowAsync<TargetException>(() => connector.OpenAsync(held.Opening, CancellationToken.None))).Message.ShouldContain("left alone");
        service.Paths.Count.ShouldBe(1);
        await connector.CloseAsync([held.Closing], CancellationToken.None);
        service.Paths.Count.ShouldBe(2);
    }

    /// <summary>A set that fails as a whole is as large the next time: of a slow service nothing would ever end.</summary>
    [Fact]
    public async Task Close_TimeForTheSetRunsOut_WhatWasClosedIsAnsweredAsClosed()
    {
        const int Quick = 3;
        const int FirstThatProvesThemRead = 8 + Quick;   // so many at once, and one more for each that was read
        using var time = new CancellationTokenSource();
        var arrived = 0;
        await using var service = await FakeAsync(async context =>
        {
            var mine = Interlocked.Increment(ref arrived);
            if (mine == FirstThatProvesThemRead)
                await time.CancelAsync();
            if (mine <= Quick)
                await context.Response.WriteAsync("""{"result":"done","sessionsEnded":0}""");
            else
                await Eventually.TrueAsync(() => context.RequestAborted.IsCancellationRequested, "the portal leaves");
        });
        var (connector, held) = await AtAsync(service.Port);
        var closings = Enumerable.Range(0, FirstThatProvesThemRead + 5).Select(_ => held.Closing with { Grant = Domain.Grants.GrantId.New() }).ToList();

        var closed = await connector.CloseAsync(closings, time.Token);

        closed.Select(c => c.Grant).ShouldBe(closings.Select(c => c.Grant));
        closed.Count(c => c.Failure is null).ShouldBe(Quick);
        closed.Where(c => c.Failure is not null).ShouldAllBe(c => c.Failure!.Fault == Fault.Transient);
    }

    public async ValueTask DisposeAsync()
    {
        if (office is not null)
            await office.DisposeAsync();
    }

    private async Task<(IConnector Connector, Conformance.Held Held)> AtAsync(int port)
    {
        office = await BackOfficeCase.CreateAsync(PrincipalMode.Ephemeral);
        return (office.Connect(port, target: TargetId.New()), await office.PrepareAsync(Hour));
    }

    private static async Task ShouldBeTransientAsync(IConnector connector, Conformance.Held held)
    {
        var opening = FaultOfAsync(() => connector.OpenAsync(held.Opening, CancellationToken.None));
        var observing = FaultOfAsync(() => connector.ObserveAsync([held.Closing], CancellationToken.None));
        var closed = await connector.CloseAsync([held.Closing], CancellationToken.None);
        (await opening).ShouldBe(Fault.Transient);
        (await observing).ShouldBe(Fault.Transient);
        closed.Single().Failure!.Fault.ShouldBe(Fault.Transient);
    }

    private static async Task<Fault> FaultOfAsync(Func<Task> call) => (await Should.ThrowAsync<TargetException>(call)).Fault;

    private static Task<ScriptedReceiver> FakeAsync(Action<HttpContext> answer) => FakeAsync(context =>
    {
        answer(context);
        return Task.CompletedTask;
    });

    private static Task<ScriptedReceiver> FakeAsync(Func<HttpContext, Task> answer) => ScriptedReceiver.StartAsync(answer);
}
