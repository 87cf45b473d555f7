using System.Text;
using JitPortal.Connectors.PostgreSql;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.PostgreSql;

public sealed class PostgreSqlKindTests : IDisposable
{
    private readonly PostgreSqlKind kind = new(TimeProvider.System);

    [Fact]
    public void CheckSettings_SeveralMistakes_NamesEachField()
    {
        var errors = kind.CheckSettings("""{"host":"a,b","port":70000,"user":"","sslMode":"maybe","terminateSessions":"yes","pasword":"x"}""");

        errors.Select(e => e.Field).ShouldBe(["host", "port", "database", "user", "sslMode", "terminateSessions", "pasword"], ignoreOrder: true);
    }

    /// <summary>Another account could not take back what the first has given.</summary>
    [Fact]
    public void Form_Account_IsNotEditedLater() => kind.Form.Settings.Single(s => s.Name == "user").IsAddress.ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"host\":\"a\",\"host\":\"b\"}")]
    public void CheckSettings_NoJsonObject_IsOneMistake(string settings) => kind.CheckSettings(settings).Count.ShouldBe(1);

    [Fact]
    public void CheckSettings_TheLeast_IsEnough() => kind.CheckSettings("""{"host":"db.example.org","database":"app","user":"jit_portal"}""").ShouldBeEmpty();

    [Theory]
    [InlineData("""{"role":"app_ro","mode":"existing"}""", "")]
    [InlineData("""{"role":"app_ro","mode":"ephemeral","connectionLimit":2,"setRole":"app_owner"}""", "")]
    [InlineData("""{"role":"app_ro","mode":"existing","setRole":"x"}""", "setRole")]
    [InlineData("""{"role":"app_ro","mode":"both"}""", "mode")]
    [InlineData("""{"mode":"existing"}""", "role")]
    [InlineData("""{"role":"app_ro","mode":"ephemeral","connectionLimit":0}""", "connectionLimit")]
    [InlineData("""{"role":"éééééééééééééééééééééééééééééééé","mode":"existing"}""", "role")]
    public void CheckRight_EachMistake_IsNamed(string right, string field) =>
        kind.CheckRight(right).Select(e => e.Field).ShouldBe(field.Length == 0 ? [] : [field]);

    [Fact]
    public void Prepare_Ephemeral_KeepsTheSecretOutOfTheVerifier()
    {
        var first = kind.Prepare("""{"role":"app_ro","mode":"ephemeral"}""", null);
        var second = kind.Prepare("""{"role":"app_ro","mode":"ephemeral"}""", null);

        first.Secret!.Length.ShouldBe(32);
        first.Secret.ShouldNotBe(second.Secret);
        first.Verifier!.ShouldStartWith("SCRAM-SHA-256$4096:");
        first.Verifier.ShouldNotContain(first.Secret);
        first.Verifier.ShouldNotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes(first.Secret)));
    }

    [Fact]
    public void Prepare_Existing_MakesNothing() => kind.Prepare("""{"role":"app_ro","mode":"existing"}""", null).ShouldBe(new PreparedCredential(null, null));

    [Fact]
    public void Connect_SameSettingsAndSecret_IsTheSameConnector()
    {
        var target = TargetId.New();
        const string settings = """{"host":"db.example.org","database":"app","user":"jit_portal"}""";

        var first = kind.Connect(target, settings, "one");

        kind.Connect(target, settings, "one").ShouldBeSameAs(first);
        kind.Connect(target, settings, "two").ShouldNotBeSameAs(first);
        Should.Throw<TargetException>(() => kind.Connect(target, settings, null)).Fault.ShouldBe(Fault.Unauthorized);
        Should.Throw<TargetException>(() => kind.Connect(target, "{}", "one")).Fault.ShouldBe(Fault.Rejected);
    }

    [Fact]
    public void ConnectionLines_HostileNames_CannotLeaveTheirPlace()
    {
        var connector = kind.Connect(TargetId.New(), """{"host":"::1","database":"a'b /c","user":"jit_portal"}""", "secret-canary");
        var now = TimeProvider.System.GetUtcNow();

        var lines = connector.ConnectionLines(new Opening(GrantId.New(), "o'x; rm -rf ~ @h", "{}", now, now, null, now, 1, null), null);

        lines[0].ShouldBe("psql 'postgresql://o%27x%3B%20rm%20-rf%20~%20%40h@[::1]:5432/a%27b%20%2Fc?sslmode=verify-full'");
        string.Concat(lines).ShouldNotContain("canary");
    }

    public void Dispose() => kind.Dispose();
}
