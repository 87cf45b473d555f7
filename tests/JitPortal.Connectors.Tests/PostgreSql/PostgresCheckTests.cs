using JitPortal.Domain.Targets;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.PostgreSql;

public sealed class PostgresCheckTests(PostgresServers servers) : PostgresTest(servers)
{
    [Theory]
    [InlineData(15, PrincipalMode.Existing)]
    [InlineData(18, PrincipalMode.Existing)]
    [InlineData(18, PrincipalMode.Ephemeral)]
    public async Task Check_RecommendedAccount_HasNoFault(int version, PrincipalMode mode)
    {
        var target = await CaseAsync(mode, version);

        var findings = await target.Connector.CheckAsync(CancellationToken.None);

        findings.ShouldAllBe(f => f.Level == FindingLevel.Fine);
        findings.ShouldContain(f => f.Words.Contains(target.Role, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_CreateRoleBefore16_Warns()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral, version: 15);

        (await target.Connector.CheckAsync(CancellationToken.None)).ShouldContain(f => f.Level == FindingLevel.Warning && f.Words.Contains("CREATEROLE"));
    }

    [Fact]
    public async Task Check_AccountLacksEverything_SaysWhatToGrant()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        await target.Server.ExecuteAsync($"revoke {target.Role}, {target.Heir}, pg_signal_backend from {target.Account}");

        var problems = (await target.Connector.CheckAsync(CancellationToken.None)).Where(f => f.Level == FindingLevel.Problem).Select(f => f.Words).ToList();

        problems.ShouldContain(w => w.Contains("ADMIN OPTION"));
        problems.ShouldContain(w => w.Contains("pg_signal_backend"));
        problems.ShouldContain(w => w.Contains(target.Heir));
    }

    [Fact]
    public async Task Check_HeirHasRightsOfItsOwn_Warns()
    {
        var target = await CaseAsync(PrincipalMode.Ephemeral, version: 18);
        await target.Server.ExecuteAsync($"grant {target.Role} to {target.Heir}");

        (await target.Connector.CheckAsync(CancellationToken.None)).ShouldContain(f => f.Level == FindingLevel.Warning && f.Words.Contains(target.Heir));
    }

    [Fact]
    public async Task Check_ClockIsOff_SaysHowFar()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Conformance.TargetCase.Clock.GetUtcNow().AddMinutes(-5));
        using var kind = new Connectors.PostgreSql.PostgreSqlKind(clock);

        var findings = await kind.Connect(TargetId.New(), target.Settings(), "account-of-the-portal").CheckAsync(CancellationToken.None);

        findings.ShouldContain(f => f.Level == FindingLevel.Warning && f.Words.Contains("ahead"));
    }

    [Fact]
    public async Task Check_WrongPassword_IsAProblemThatDoesNotRepeatIt()
    {
        var target = await CaseAsync(PrincipalMode.Existing);
        using var kind = new Connectors.PostgreSql.PostgreSqlKind(TimeProvider.System);
        var connector = kind.Connect(TargetId.New(), target.Settings(), "canary-of-a-secret");
        var held = await target.PrepareAsync(Hour);

        var finding = (await connector.CheckAsync(CancellationToken.None)).Single();
        var failure = await Should.ThrowAsync<TargetException>(() => connector.OpenAsync(held.Opening, CancellationToken.None));

        finding.Level.ShouldBe(FindingLevel.Problem);
        failure.Fault.ShouldBe(Fault.Unauthorized);
        (finding + failure.ToString()).ShouldNotContain("canary");
    }
}
