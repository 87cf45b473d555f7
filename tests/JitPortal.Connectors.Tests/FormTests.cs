using JitPortal.Connectors.PostgreSql;
using JitPortal.Connectors.SignedHttp;
using JitPortal.Connectors.SshCa;
using JitPortal.Domain.Targets;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests;

/// <summary>What a kind asks for is what it reads: a field of the form that the connector does not know could never be saved.</summary>
public sealed class FormTests
{
    private static readonly IConnectorKind[] All = [new PostgreSqlKind(TimeProvider.System), new SshCaKind(TimeProvider.System), new SignedHttpKind(TimeProvider.System)];

    public static TheoryData<string> Kinds { get; } = [.. All.Select(kind => kind.Kind)];

    [Theory, MemberData(nameof(Kinds))]
    public void Form_EveryField_IsReadByTheConnector(string name)
    {
        var kind = All.Single(k => k.Kind == name);

        Unknown(kind.CheckSettings(Everything(kind.Form.Settings))).ShouldBeEmpty();
        Unknown(kind.CheckRight(Everything(kind.Form.Right))).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Form_RequiredFields_AreThoseTheConnectorMisses(string name)
    {
        var kind = All.Single(k => k.Kind == name);

        kind.CheckSettings("{}").Select(e => e.Field).ShouldBe(kind.Form.Settings.Where(f => f.Required).Select(f => f.Name), ignoreOrder: true);
        kind.CheckRight("{}").Select(e => e.Field).ShouldBe(kind.Form.Right.Where(f => f.Required).Select(f => f.Name), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Form_SecretThatThePortalMakes_IsMade(string name)
    {
        var kind = All.Single(k => k.Kind == name);

        (kind.MakeSecret() is not null).ShouldBe(kind.Form.Secret?.IsMade == true);
    }

    [Fact]
    public void Form_EveryAccount_SaysWhatItsThiefCouldDo() =>
        All.SelectMany(kind => kind.Form.Accounts).ShouldAllBe(account => account.Statements.Length > 0 && account.IfStolen.EndsWith('.'));

    [Theory]
    [InlineData("mira", true)]
    [InlineData("pg_read_all_data", false)]
    [InlineData("jit_0197f1e2a3b4c5d6e7f8091a2b3c4d5e", false)]
    [InlineData("", false)]
    public void CheckAccount_PostgreSql_TakesTheLoginsOfPeople(string name, bool fine) => (All[0].CheckAccount(name).Count == 0).ShouldBe(fine);

    private static string Everything(IReadOnlyList<SettingField> fields) =>
        SettingValues.Write(fields, fields.ToDictionary(f => f.Name, f => f.Choices?[0].Value ?? f.Default ?? "1", StringComparer.Ordinal));

    private static IEnumerable<string> Unknown(IReadOnlyList<Domain.FieldError> errors) =>
        errors.Where(e => e.Message.Contains("no such field", StringComparison.Ordinal)).Select(e => e.Field);
}
