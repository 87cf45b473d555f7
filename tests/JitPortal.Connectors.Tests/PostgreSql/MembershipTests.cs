using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Npgsql;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.PostgreSql;

public sealed class MembershipTests(PostgresServers servers) : PostgresTest(servers)
{
    [Theory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task Close_SessionHadSetRole_IsEnded(int version)
    {
        var target = await CaseAsync(PrincipalMode.Existing, version);
        var held = await target.OpenAsync(Hour);
        await using var session = await target.Server.ConnectAsync(target.Database, held.Opening.Principal, held.Secret!);
        await RunAsync(session, $"set role {target.Role}; select count(*) from secrets");

        (await CloseAsync(target.Connector, held.Closing)).SessionsEnded.ShouldBe(1);

        await Should.ThrowAsync<NpgsqlException>(() => RunAsync(session, "select count(*) from secrets"));
    }

    [Fact]
    public async Task Close_SessionsAreToStay_StaysOpenAndIsDeclared()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        var lenient = target.Connect(terminateSessions: false, target: TargetId.New());
        var held = await target.PrepareAsync(Hour);
        await OpenAsync(lenient, held);
        await using var session = await target.Server.ConnectAsync(target.Database, held.Opening.Principal, held.Secret!);

        (await CloseAsync(lenient, held.Closing)).SessionsEnded.ShouldBe(0);

        await RunAsync(session, "select 1");
        lenient.Capabilities.HasFlag(Capability.EndsSessions).ShouldBeFalse();
        lenient.Residual.ShouldBe(TimeSpan.MaxValue);
        (await ObserveAsync(lenient, held.Closing)).ShouldSatisfyAllConditions(
            o => o.Presence.ShouldBe(Presence.Absent),
            o => o.LiveSessions.ShouldBe(1));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task Close_RightIsToBeKept_TouchesNothing(int version)
    {
        var target = await CaseAsync(PrincipalMode.Existing, version);
        var held = await target.OpenAsync(Hour);
        await using var session = await target.UseAsync(held);
        var keeping = held.Closing with { KeepRight = true };

        (await CloseAsync(target.Connector, keeping)).ShouldBe(new Closed(held.Opening.Grant, null, 0, null));

        (await session.WorksAsync()).ShouldBeTrue();
        (await ObserveAsync(target.Connector, keeping)).ShouldSatisfyAllConditions(
            o => o.Presence.ShouldBe(Presence.Present),
            o => o.Evidence.ShouldBe(EvidenceKind.Kept));
    }

    [Fact]
    public async Task Close_SomebodyElseGrantedItToo_TakesOursAndReportsTheRest()
    {
        var target = await CaseAsync(PrincipalMode.Existing, version: 18);
        var held = await target.OpenAsync(Hour);
        await target.Server.ExecuteAsync($"grant {target.Role} to {PostgresCase.Quoted(held.Opening.Principal)}");
        (await ObserveAsync(target.Connector, held.Closing)).Evidence.ShouldBe(EvidenceKind.None);

        var closed = await CloseAsync(target.Connector, held.Closing);

        closed.Failure.ShouldBeNull();
        closed.Residue.ShouldNotBeNull().ShouldContain("granted by postgres");
        (await ObserveAsync(target.Connector, held.Closing)).ShouldSatisfyAllConditions(
            o => o.Presence.ShouldBe(Presence.Present),
            o => o.Evidence.ShouldBe(EvidenceKind.Kept));
    }

    [Fact]
    public async Task Close_AccountBecameASuperuserMeanwhile_TakesWhatItGaveBefore()
    {
        var target = await CaseAsync(PrincipalMode.Existing, version: 18);
        var held = await target.OpenAsync(Hour);
        await target.Server.ExecuteAsync($"alter role {target.Account} superuser");

        (await CloseAsync(target.Connector, held.Closing)).ShouldSatisfyAllConditions(c => c.Failure.ShouldBeNull(), c => c.Residue.ShouldBeNull());

        (await ObserveAsync(target.Connector, held.Closing)).Presence.ShouldBe(Presence.Absent);
    }

    [Fact]
    public async Task Open_SomebodyElseGrantedItBefore_AddsNothingOfOurs()
    {
        var target = await CaseAsync(PrincipalMode.Existing, version: 18);
        var held = await target.PrepareAsync(Hour);
        var login = PostgresCase.Quoted(held.Opening.Principal);
        await target.Server.ExecuteAsync($"grant {target.Role} to {login}");

        await OpenAsync(target.Connector, held);
        (await ObserveAsync(target.Connector, held.Closing)).Presence.ShouldBe(Presence.Present);
        await target.Server.ExecuteAsync($"revoke {target.Role} from {login}");

        (await target.CanUseAsync(held)).ShouldBeFalse("its real giver took it back");
    }

    [Fact]
    public async Task Open_MembershipGivesNothing_GrantsAUsableOne()
    {
        var target = await CaseAsync(PrincipalMode.Existing, version: 18);
        var held = await target.PrepareAsync(Hour);
        await target.Server.ExecuteAsync($"grant {target.Role} to {PostgresCase.Quoted(held.Opening.Principal)} with inherit false, set false");

        await OpenAsync(target.Connector, held);

        (await target.CanUseAsync(held)).ShouldBeTrue();
    }

    [Fact]
    public async Task Observe_PersonCameBackAfterTheClose_OnlyTheCloserCanTell()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        var held = await target.OpenAsync(Hour);
        await CloseAsync(target.Connector, held.Closing);
        await using var session = await target.Server.ConnectAsync(target.Database, held.Opening.Principal, held.Secret!);

        (await ObserveAsync(target.Connector, held.Closing)).Presence.ShouldBe(Presence.Absent, "this one saw the old sessions end");
        (await ObserveAsync(target.Another(), held.Closing)).Presence.ShouldBe(Presence.CannotTell);
    }

    [Fact]
    public async Task Observe_MemberNoMoreButSessionFromBefore_IsNotAbsent()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        var held = await target.OpenAsync(Hour);
        await using var session = await target.UseAsync(held);
        await target.Server.ExecuteAsync($"revoke {target.Role} from {PostgresCase.Quoted(held.Opening.Principal)}");

        var observation = await ObserveAsync(target.Connector, held.Closing);

        observation.Presence.ShouldBe(Presence.CannotTell);
        observation.LiveSessions.ShouldBe(1);
    }

    [Fact]
    public async Task Close_SessionsCannotBeEnded_TakesTheRightAndFails()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        var held = await target.OpenAsync(Hour);
        var other = await target.OpenAsync(Hour);
        await using var session = await target.UseAsync(held);
        await target.Server.ExecuteAsync($"revoke pg_signal_backend from {target.Account}");

        var closed = await target.Connector.CloseAsync([held.Closing, other.Closing], CancellationToken.None);

        closed[0].Failure!.Fault.ShouldBe(Fault.Unauthorized);
        closed[0].Failure!.Message.ShouldContain("pg_signal_backend");
        closed[1].Failure.ShouldBeNull("it had no session");
        (await session.WorksAsync()).ShouldBeFalse("the right itself is gone");
        (await ObserveAsync(target.Connector, held.Closing)).Presence.ShouldBe(Presence.CannotTell);
    }

    [Fact]
    public async Task Close_OneRoleIsLockedByADba_ClosesTheOthers()
    {
        var target = await CaseAsync(PrincipalMode.Existing, version: 18);
        var second = await CaseAsync(PrincipalMode.Existing, version: 18);
        await target.Server.ExecuteAsync($"grant {second.Role} to {target.Account} with admin option");
        var locked = new List<Closing>();
        for (var i = 0; i < 3; i++)
            locked.Add((await target.OpenAsync(Hour)).Closing);
        var free = await target.PrepareAsync(Hour);
        free = free with { Opening = free.Opening with { Right = target.Right(second.Role) } };
        await OpenAsync(target.Connector, free);
        await using var dba = await target.Server.ConnectAsync(target.Database);
        await RunAsync(dba, $"begin; grant {target.Role} to postgres");

        var closed = await target.Connector.CloseAsync([.. locked, free.Closing], CancellationToken.None);

        closed.SkipLast(1).ShouldAllBe(c => c.Failure != null && c.Failure.Fault == Fault.Transient);
        closed[^1].Failure.ShouldBeNull();
    }

    /// <summary>Two full waits would be longer than a statement may take, and the whole set would be undone with it.</summary>
    [Fact]
    public async Task Close_TwoRolesAreLockedByADba_ClosesTheOthers()
    {
        var target = await CaseAsync(PrincipalMode.Existing, version: 18);
        string[] roles = [$"a_{target.Role}", $"b_{target.Role}", target.Role];
        await target.Server.ExecuteAsync($"create role {roles[0]}; create role {roles[1]}; grant {roles[0]}, {roles[1]} to {target.Account} with admin option");
        var closings = new List<Closing>();
        foreach (var role in roles)
        {
            var held = await target.PrepareAsync(Hour);
            held = held with { Opening = held.Opening with { Right = target.Right(role) } };
            await OpenAsync(target.Connector, held);
            closings.Add(held.Closing);
        }
        await using var dba = await target.Server.ConnectAsync(target.Database);
        await RunAsync(dba, $"begin; grant {roles[0]}, {roles[1]} to postgres");

        var closed = await target.Connector.CloseAsync(closings, CancellationToken.None);

        closed.Select(c => c.Failure?.Fault).ShouldBe([Fault.Transient, Fault.Transient, null]);
    }

    [Fact]
    public async Task Close_ManyAtOnce_ClosesAll()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        var held = await target.PrepareAsync(Hour);
        await target.Server.ExecuteAsync($"do $$ begin for i in 1..250 loop execute format('create role %I login', '{target.Role} p' || i); end loop; end $$");
        var closings = Enumerable.Range(1, 250).Select(i => held.Closing with { Grant = GrantId.New(), Principal = $"{target.Role} p{i}" }).ToList();
        foreach (var closing in closings)
            await InTimeAsync(() => target.Connector.OpenAsync(held.Opening with { Grant = closing.Grant, Principal = closing.Principal, Latest = held.Opening.NotAfter }, CancellationToken.None));
        (await InTimeAsync(() => target.Connector.ObserveAsync(closings, CancellationToken.None))).ShouldAllBe(o => o.Presence == Presence.Present);

        var closed = await InTimeAsync(async () => NoneLate(await target.Connector.CloseAsync(closings, CancellationToken.None)));

        closed.Select(c => c.Grant).ShouldBe(closings.Select(c => c.Grant));
        closed.ShouldAllBe(c => c.Failure == null);
        (await InTimeAsync(() => target.Connector.ObserveAsync(closings, CancellationToken.None))).ShouldAllBe(o => o.Presence == Presence.Absent);
    }

    [Fact]
    public async Task Open_NameIsTooLong_IsRefusedAndNeverFound()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        var held = await target.PrepareAsync(Hour);
        var cut = new string('n', 63);
        var tooLong = held.Opening with { Principal = cut + "1234567" };
        await target.Server.ExecuteAsync($"drop role if exists {cut}; create role {cut} login");

        (await Should.ThrowAsync<TargetException>(() => target.Connector.OpenAsync(tooLong, CancellationToken.None))).Fault.ShouldBe(Fault.Rejected);

        (await ObserveAsync(target.Connector, held.Closing with { Principal = cut })).Presence.ShouldBe(Presence.Absent, "the server would have cut the name to this one");
        var closing = held.Closing with { Principal = tooLong.Principal };
        (await CloseAsync(target.Connector, closing)).Failure.ShouldBeNull();
        (await ObserveAsync(target.Connector, closing)).Presence.ShouldBe(Presence.Absent);
    }

    [Fact]
    public async Task Open_LoginDoesNotExist_IsTargetMissing()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        var held = await target.PrepareAsync(Hour);

        var failure = await Should.ThrowAsync<TargetException>(() => target.Connector.OpenAsync(held.Opening with { Principal = "nobody here" }, CancellationToken.None));

        failure.Fault.ShouldBe(Fault.TargetMissing);
    }

    [Fact]
    public async Task Open_ThePortalsOwnAccount_IsRefused()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        var held = await target.PrepareAsync(Hour);

        (await Should.ThrowAsync<TargetException>(() => target.Connector.OpenAsync(held.Opening with { Principal = target.Account }, CancellationToken.None))).Fault.ShouldBe(Fault.Rejected);
    }

    [Fact]
    public async Task Open_RoleWithoutAdminOption_IsUnauthorized()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        var held = await target.PrepareAsync(Hour);

        var failure = await Should.ThrowAsync<TargetException>(() => target.Connector.OpenAsync(held.Opening with { Right = target.Right("pg_monitor") }, CancellationToken.None));

        failure.Fault.ShouldBe(Fault.Unauthorized);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>On a machine with a queue before its processors a server of many may answer too late; the portal comes again, and so does this.</summary>
    private static async Task<T> InTimeAsync<T>(Func<Task<T>> call)
    {
        const int Times = 10;
        for (var time = 1; ; time++)
        {
            try
            {
                return await call();
            }
            catch (TargetException e) when (e.Fault == Fault.Transient && time < Times && BusyMachine.IsBusy)
            {
                // Again.
            }
        }
    }

    private static IReadOnlyList<Closed> NoneLate(IReadOnlyList<Closed> closed) =>
        closed.FirstOrDefault(c => c.Failure is { Fault: Fault.Transient })?.Failure is { } late ? throw late : closed;
}
