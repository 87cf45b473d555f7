using System.Globalization;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Targets;

/// <summary>Connecting and setting up targets: nothing is kept that the target itself has not accepted.</summary>
public sealed class TargetSetupTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConnectTarget_SecretRefused_KeepsNothing(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        var before = await world.StateAsync();

        var trial = (await ConnectAsync(world, "wrong")).Value;

        trial.Saved.ShouldBeNull();
        trial.Findings.ShouldBe([new Finding(FindingLevel.Problem, "The secret is refused.")]);
        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConnectTarget_TargetSilent_KeepsNothing(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        var form = new TargetForm("by form", FormKind.Name, $$"""{"port":{{FreePort.Next()}}}""", FormKind.Secret);

        var trial = (await world.Get<ConnectTarget>().RunAsync(world.Scene.Tove, form, CancellationToken.None)).Value;

        (trial.Saved, trial.Findings.Single().Words).ShouldBe((null, "The oracle cannot be reached."));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConnectTarget_CheckPasses_KeepsItsSecretSealed(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);

        var id = (await ConnectAsync(world, FormKind.Secret)).Value.Saved!.Value;

        (await world.Get<ISecretReader>().ReadAsync(id, CancellationToken.None)).ShouldBe(FormKind.Secret);
        (await world.CellsAsync()).ShouldAllBe(cell => !System.Text.Encoding.UTF8.GetString(cell.Bytes).Contains(FormKind.Secret, StringComparison.Ordinal));
        (await ConnectAsync(world, FormKind.Secret)).Refusal.ShouldBeOfType<Refusal.Conflict>("the name is taken");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ChangeTarget_NewSecretRefused_KeepsTheOldOne(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        var id = (await ConnectAsync(world, FormKind.Secret)).Value.Saved!.Value;

        (await ChangeAsync(world, id, Settings(world, "new note"), "wrong")).Value.Saved.ShouldBeNull();

        (await world.Get<ISecretReader>().ReadAsync(id, CancellationToken.None)).ShouldBe(FormKind.Secret);
        (await SetupAsync(world, id)).Settings.ContainsKey("note").ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ChangeTarget_SettingsOnly_IsTestedWithTheStoredSecret(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        var id = (await ConnectAsync(world, FormKind.Secret)).Value.Saved!.Value;

        (await ChangeAsync(world, id, Settings(world, "new note"), null)).Value.Saved.ShouldBe(id);

        (await SetupAsync(world, id)).Settings["note"].ShouldBe("new note");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ChangeTarget_AnotherAddress_IsRefusedAtItsField(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        var id = (await ConnectAsync(world, FormKind.Secret)).Value.Saved!.Value;

        (await ChangeAsync(world, id, """{"port":1}""", null)).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.Single().Field.ShouldBe("port");
    }

    /// <summary>I-34: else one administrator reads it, by having it sent to a server of their own.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task TryTarget_StoredSecretAtAnotherAddress_IsNotSentThere(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        var id = (await ConnectAsync(world, FormKind.Secret)).Value.Saved!.Value;
        Task<Outcome<IReadOnlyList<Finding>>> Try(string type, string settings, string? secret) =>
            world.Get<TryTarget>().RunAsync(world.Scene.Tove, new TargetForm("by form", type, settings, secret), id, CancellationToken.None);

        (await Try(FormKind.Name, """{"port":1}""", null)).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.Single().Field.ShouldBe("port");
        (await Try(OracleKind.Name, world.Oracle.Port.ToString(CultureInfo.InvariantCulture), null)).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.Single().Field.ShouldBe("kind");
        (await Try(FormKind.Name, """{"port":1}""", FormKind.Secret)).Succeeded.ShouldBeTrue("one's own goes where one likes");
        (await Try(FormKind.Name, Settings(world, "new note"), null)).Succeeded.ShouldBeTrue();
        await Scene.Must(world.Get<RetireTarget>().RunAsync(world.Scene.Tove, id, CancellationToken.None));
        (await Try(FormKind.Name, Settings(world), null)).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task RetireTarget_AccessOpen_IsRefusedUntilItHasEnded(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, TimeSpan.FromHours(1));
        (await RetireAsync(world)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.Get<RetireEntitlement>().RunAsync(world.Scene.Tove, world.Scene.Automatic, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>();

        await Scene.Must(world.Get<Application.Grants.GiveBackGrant>().RunAsync(world.Scene.Mira, new(grant.Id), CancellationToken.None));
        await world.Scene.RevokeDueAsync();

        await Scene.Must(world.Get<RetireEntitlement>().RunAsync(world.Scene.Tove, world.Scene.Automatic, CancellationToken.None));
        await Scene.Must(RetireAsync(world));
        (await world.Scene.AskAsync(world.Scene.Mira, world.Scene.Asks, TimeSpan.FromHours(1))).Succeeded.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task SetTargetAccount_NameTheKindRefuses_IsInvalid_AndTakenOutAgain(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        var id = (await ConnectAsync(world, FormKind.Secret)).Value.Saved!.Value;
        Task<Outcome<Done>> Set(string? name) => world.Get<SetTargetAccount>().RunAsync(world.Scene.Tove, id, world.Scene.Jon.Id, name, CancellationToken.None);

        (await Set("root")).Refusal.ShouldBeOfType<Refusal.Invalid>();
        await Scene.Must(Set("jon"));
        (await SetupAsync(world, id)).Accounts.Single().Account.ShouldBe("jon");
        await Scene.Must(Set(null));
        (await SetupAsync(world, id)).Accounts.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ChangeEntitlement_OtherTags_AreWhatPoliciesSee(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        await using var db = world.Db();
        var before = await db.Installation.Select(i => i.PolicyVersion).SingleAsync();

        await Scene.Must(world.Get<ChangeEntitlement>().RunAsync(world.Scene.Tove, world.Scene.Asks, "Writes the ledger", ["env:prod"], CancellationToken.None));

        (await db.Installation.Select(i => i.PolicyVersion).SingleAsync()).ShouldBe(before + 1);
        var setup = (await SetupAsync(world, world.Scene.Target)).Entitlements.Single(e => e.Id == world.Scene.Asks);
        (setup.Description, setup.Tags.Single()).ShouldBe(("Writes the ledger", "env:prod"));
        (await world.Get<ChangeEntitlement>().RunAsync(world.Scene.Tove, EntitlementId.New(), "x", [], CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "new note", null)]
    [InlineData(DatabaseKind.Sqlite, null, FormKind.Secret)]
    [InlineData(DatabaseKind.PostgreSql, "new note", null)]
    [InlineData(DatabaseKind.PostgreSql, null, FormKind.Secret)]
    public async Task ChangeTarget_OnOneNode_TheOthersConnectAnew(DatabaseKind kind, string? note, string? secret)
    {
        await using var world = await CreateAsync(kind);
        var id = (await ConnectAsync(world, FormKind.Secret)).Value.Saved!.Value;
        var node = await world.NodeAsync();
        var (changed, other) = (await ConnectorAsync(node, id), await ConnectorAsync(node, world.Scene.Target));

        (await ChangeAsync(world, id, Settings(world, note), secret)).Value.Saved.ShouldBe(id);
        await node.Get<StandingLeases>().RefreshAsync(CancellationToken.None);

        (await ConnectorAsync(node, id)).ShouldNotBeSameAs(changed);
        (await ConnectorAsync(node, world.Scene.Target)).ShouldBeSameAs(other, "nothing was changed there");
    }

    private static async Task<IConnector> ConnectorAsync(TestPortal node, TargetId id) =>
        (await node.Get<TargetConnectors>().GetAsync(id, CancellationToken.None)).Connector;

    private static Task<World> CreateAsync(DatabaseKind kind) => World.CreateAsync(kind, configure: services => services.AddSingleton<IConnectorKind, FormKind>());

    private static string Settings(World world, string? note = null) => note is null
        ? $$"""{"port":{{world.Oracle.Port}}}"""
        : $$"""{"port":{{world.Oracle.Port}},"note":"{{note}}"}""";

    private static Task<Outcome<TargetTrial>> ConnectAsync(World world, string secret) =>
        world.Get<ConnectTarget>().RunAsync(world.Scene.Tove, new TargetForm("by form", FormKind.Name, Settings(world), secret), CancellationToken.None);

    private static Task<Outcome<TargetTrial>> ChangeAsync(World world, TargetId id, string settings, string? secret) =>
        world.Get<ChangeTarget>().RunAsync(world.Scene.Tove, id, settings, secret, CancellationToken.None);

    private static Task<Outcome<Done>> RetireAsync(World world) => world.Get<RetireTarget>().RunAsync(world.Scene.Tove, world.Scene.Target, CancellationToken.None);

    private static Task<TargetSetup> SetupAsync(World world, TargetId id) => Scene.Must(world.Get<ReadTarget>().RunAsync(world.Scene.Tove, id, CancellationToken.None));
}
