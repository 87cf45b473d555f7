using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Npgsql;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.PostgreSql;

public sealed class LoginTests(PostgresServers servers) : PostgresTest(servers)
{
    [Theory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task Close_LoginOwnsTablesInTwoDatabases_HeirInheritsThem(int version)
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral, version);
        var second = await target.Server.CreateDatabaseAsync();
        await target.Server.ExecuteAsync($"grant create on schema public to {target.Role}, {target.Heir}", second);
        var held = await target.OpenAsync(Hour);
        foreach (var database in (string[])[target.Database, second])
        {
            await using var session = await target.Server.ConnectAsync(database, held.Opening.Principal, held.Secret!);
            await using var command = new NpgsqlCommand("create table left_over (i int)", session);
            await command.ExecuteNonQueryAsync();
        }

        (await CloseAsync(target.Connector, held.Closing)).Failure.ShouldBeNull();

        (await ExistsAsync(target.Server, held.Opening.Principal)).ShouldBeFalse();
        foreach (var database in (string[])[target.Database, second])
            (await target.Server.ScalarAsync<string>("select tableowner::text from pg_tables where tablename = 'left_over'", database)).ShouldBe(target.Heir);
    }

    /// <summary>What runs with its owner's rights must not run with the heir's, once the heir owns it, for whoever was let in before.</summary>
    [Theory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task Close_LoginLeftDoorsToItsOwnersRights_NobodyGetsTheHeirsByThem(int version)
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral, version);
        var stranger = $"stranger_{target.Role}";
        await target.Server.ExecuteAsync($"""
            create role {stranger} login password 'x';
            create table of_heir (line text); alter table of_heir owner to {target.Heir};
            """, target.Database);
        var held = await target.OpenAsync(Hour);
        await using (var session = await target.Server.ConnectAsync(target.Database, held.Opening.Principal, held.Secret!))
        {
            await RunAsync(session, $"""
                create function door(line text) returns void language plpgsql security definer as 'begin insert into public.of_heir values (line); end';
                create procedure "back Door"(line text) language plpgsql security definer as 'begin insert into public.of_heir values (line); end';
                create table waiting (line text); grant insert on waiting to public;
                create rule also as on insert to waiting do also insert into public.of_heir values (new.line);
                create view "Window" as select * from public.secrets;
                grant all on "Window" to {stranger} with grant option;
                create view slit as select * from public.secrets; grant select (line) on slit to public;
                """);
        }
        await target.Server.ExecuteAsync($"grant select on secrets to {target.Heir}", target.Database);

        (await CloseAsync(target.Connector, held.Closing)).Failure.ShouldBeNull();

        await using var other = await target.Server.ConnectAsync(target.Database, stranger, "x");
        foreach (var sql in (string[])["select door('x')", "call \"back Door\"('x')", "insert into waiting values ('x')", "select * from \"Window\"", "select line from slit"])
            (await Should.ThrowAsync<PostgresException>(() => RunAsync(other, sql), sql)).SqlState.ShouldBe("42501", sql);
        (await ExistsAsync(target.Server, held.Opening.Principal)).ShouldBeFalse();
    }

    [Fact]
    public async Task Close_LoginOwnsTableAndNoHeirIsNamed_LocksItAndSaysSo()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        var held = await target.OpenAsync(Hour);
        await using (var session = await target.Server.ConnectAsync(target.Database, held.Opening.Principal, held.Secret!))
        {
            await using var command = new NpgsqlCommand("create table left_over (i int)", session);
            await command.ExecuteNonQueryAsync();
        }

        var heirless = target.Connect(heir: null, target: TargetId.New());
        var closed = await CloseAsync(heirless, held.Closing);

        closed.Failure!.Fault.ShouldBe(Fault.Rejected);
        closed.Failure.Message.ShouldContain("heir");
        (await target.CanUseAsync(held)).ShouldBeFalse("it fails closed");
        (await ObserveAsync(heirless, held.Closing)).Presence.ShouldBe(Presence.Present, "and is not called gone");
        (await CloseAsync(target.Connector, held.Closing)).Failure.ShouldBeNull("with an heir it can be finished");
    }

    [Fact]
    public async Task Close_HandingOverTakesLongerThanTheSet_TheOthersAreClosedAndItGoesOn()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        var (slow, quick) = (await target.OpenAsync(Hour), await target.OpenAsync(Hour));
        await using (var session = await target.Server.ConnectAsync(target.Database, slow.Opening.Principal, slow.Secret!))
            await RunAsync(session, "create table left_over (i int)");
        await using var dba = await target.Server.ConnectAsync(target.Database);
        await RunAsync(dba, "begin; lock table left_over in access share mode");
        using var time = new CancellationTokenSource();

        var closing = target.Connector.CloseAsync([slow.Closing, quick.Closing], time.Token);
        await Eventually.TrueAsync(async () => !await ExistsAsync(target.Server, quick.Opening.Principal) && await target.Server.ScalarAsync<bool>(
            $"select exists (select from pg_stat_activity where usename = '{target.Account}' and wait_event_type = 'Lock')"), "one is closed and the other waits");
        await time.CancelAsync();
        var closed = await closing;
        await RunAsync(dba, "rollback");

        closed[0].Failure!.Fault.ShouldBe(Fault.Transient);
        closed[1].Failure.ShouldBeNull();
        await Eventually.TrueAsync(async () => !await ExistsAsync(target.Server, slow.Opening.Principal), "it was handed over all the same");
    }

    [Fact]
    public async Task Close_HeirIsGone_IsNoSuccess()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        var held = await target.OpenAsync(Hour);
        await using (var session = await target.Server.ConnectAsync(target.Database, held.Opening.Principal, held.Secret!))
        {
            await using var command = new NpgsqlCommand("create table left_over (i int)", session);
            await command.ExecuteNonQueryAsync();
        }

        var closed = await CloseAsync(target.Connect(heir: "nobody_here", target: TargetId.New()), held.Closing);

        closed.Failure!.Fault.ShouldBe(Fault.Rejected, "a missing heir must not read as a missing login");
    }

    [Fact]
    public async Task Close_NameOfAPersonsLogin_IsRefused()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        var held = await target.PrepareAsync(Hour);
        await target.Server.ExecuteAsync($"create role \"person {target.Role}\" login");

        var closed = await CloseAsync(target.Connector, held.Closing with { Principal = $"person {target.Role}" });

        closed.Failure!.Fault.ShouldBe(Fault.Rejected);
        (await ExistsAsync(target.Server, $"person {target.Role}")).ShouldBeTrue();
    }

    [Fact]
    public async Task Open_LoginIsHalfClosed_IsRefused()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        var held = await target.OpenAsync(Hour);
        await target.Server.ExecuteAsync($"alter role {held.Opening.Principal} nologin");

        foreach (var call in (Func<Opening, CancellationToken, Task<Opened>>[])[target.Connector.OpenAsync, target.Connector.MoveEndAsync, target.Connector.RotateAsync])
            (await Should.ThrowAsync<TargetException>(() => call(held.Opening, CancellationToken.None))).Fault.ShouldBe(Fault.Rejected);

        (await target.CanUseAsync(held)).ShouldBeFalse();
        (await ObserveAsync(target.Connector, held.Closing)).Presence.ShouldBe(Presence.Present);
    }

    [Fact]
    public async Task Open_AgainAfterMoveEndAndRotate_UndoesNeither()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        var held = await target.OpenAsync(Hour);
        var renewed = target.Renewed(held);
        var longer = renewed.Opening with { NotAfter = held.Opening.NotAfter + Hour };
        await target.Connector.MoveEndAsync(longer, CancellationToken.None);
        await target.Connector.RotateAsync(longer, CancellationToken.None);

        await OpenAsync(target.Connector, held);   // the first intent, replayed late

        (await ObserveAsync(target.Connector, held.Closing)).NativeEnd!.Value.ShouldBe(longer.NotAfter, TimeSpan.FromSeconds(1));
        (await target.CanUseAsync(renewed)).ShouldBeTrue();
        (await target.CanUseAsync(held)).ShouldBeFalse();
    }

    [Fact]
    public async Task MoveEnd_AfterTheEndOnTheServer_IsRefused()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        var held = await target.OpenAsync(Hour);
        await target.Server.ExecuteAsync($"alter role {held.Opening.Principal} valid until '{TargetEnd(-1)}'");

        var failure = await Should.ThrowAsync<TargetException>(() => target.Connector.MoveEndAsync(held.Opening, CancellationToken.None));

        failure.Fault.ShouldBe(Fault.Rejected);
        (await target.CanUseAsync(held)).ShouldBeFalse();
    }

    [Fact]
    public async Task MoveEnd_LoginIsGone_IsTargetMissing()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        var held = await target.PrepareAsync(Hour);

        (await Should.ThrowAsync<TargetException>(() => target.Connector.MoveEndAsync(held.Opening, CancellationToken.None))).Fault.ShouldBe(Fault.TargetMissing);
        (await Should.ThrowAsync<TargetException>(() => target.Connector.RotateAsync(held.Opening, CancellationToken.None))).Fault.ShouldBe(Fault.TargetMissing);
    }

    [Fact]
    public async Task Rotate_WithLiveSession_EndsIt()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        var held = await target.OpenAsync(Hour);
        await using var session = await target.UseAsync(held);

        await target.Connector.RotateAsync(target.Renewed(held).Opening, CancellationToken.None);

        (await session.WorksAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Open_LatestPassesWhileWaitingForTheLock_HasNoEffect()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        var held = await target.PrepareAsync(Hour);
        var late = held.Opening with { Latest = Conformance.TargetCase.Clock.GetUtcNow() + TimeSpan.FromSeconds(1) };
        await using var other = await target.Server.ConnectAsync(target.Database);
        await RunAsync(other, $"select pg_advisory_lock(pg_catalog.hashtextextended('jitportal {late.Principal}', 0))");

        var opening = target.Connector.OpenAsync(late, CancellationToken.None);
        await RunAsync(other, "select pg_sleep(1.2); select pg_advisory_unlock_all()");

        (await Should.ThrowAsync<TargetException>(() => opening)).Fault.ShouldBe(Fault.Transient);
        (await ExistsAsync(target.Server, late.Principal)).ShouldBeFalse();
    }

    [Fact]
    public async Task Open_LatestPassesInTheMiddle_LeavesNothing()
    {
        // Since version 16 GRANT waits for another transaction that changes members of the same role.
        var target = await CaseAsync(PrincipalMode.Ephemeral, version: 18);
        var held = await target.PrepareAsync(Hour);
        var late = held.Opening with { Latest = Conformance.TargetCase.Clock.GetUtcNow() + TimeSpan.FromSeconds(1) };
        await using var other = await target.Server.ConnectAsync(target.Database);
        await RunAsync(other, $"begin; grant {target.Role} to postgres");

        var opening = target.Connector.OpenAsync(late, CancellationToken.None);
        await RunAsync(other, "select pg_sleep(1.2); commit");

        (await Should.ThrowAsync<TargetException>(() => opening)).Fault.ShouldBe(Fault.Transient);
        (await ExistsAsync(target.Server, late.Principal)).ShouldBeFalse("the login was made in the same transaction");
    }

    [Fact]
    public async Task Open_SomebodyPlantedAFunctionOfTheSameName_IsNotRun()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral);
        await target.Server.ExecuteAsync("create function public.format(text, text, text) returns text language sql as $$ select 'create role planted superuser' $$", target.Database);
        await target.Server.ExecuteAsync($"alter role {target.Account} set search_path = public, pg_catalog");

        var held = await target.OpenAsync(Hour);

        (await target.CanUseAsync(held)).ShouldBeTrue();
        (await CloseAsync(target.Connector, held.Closing)).Failure.ShouldBeNull();
    }

    private static string TargetEnd(int hours) => $"{Conformance.TargetCase.Clock.GetUtcNow().AddHours(hours):yyyy-MM-dd HH:mm:ss}+00";

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
