using System.Text;
using JitPortal.Application.Grants;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Targets;
using JitPortal.Storage.Secrets;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Secrets;

/// <summary>
/// Secrets that are recognised wherever they turn up, through the whole walk with a target that misbehaves, and then a search of
/// all that the portal writes (I-33).
/// </summary>
public sealed class CanaryTests
{
    private const string ConnectorSecret = CanaryKind.Mark + "connector-secret-71c1";
    private const string Reason = "The reason \"Flamingo/é\" is mine";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Walk_WithFailingTargetAndReveal_LeaksNoSecret(DatabaseKind kind)
    {
        using var log = new CapturedLog();
        var canary = new CanaryKind();
        await using var world = await World.CreateAsync(kind, configure: services =>
        {
            log.AddTo(services);
            services.AddSingleton<IConnectorKind>(canary);
        });
        var said = new List<string>();
        await WalkAsync(world, said);
        log.Lines.ShouldContain(l => l.Contains(typeof(TargetCall).FullName!, StringComparison.Ordinal) && l.Contains(nameof(FormatException), StringComparison.Ordinal), "the walk has made the portal log an error; otherwise nothing was captured");
        canary.Made.Count.ShouldBeGreaterThan(3);
        canary.Given.ShouldContain(ConnectorSecret, "the connector itself must have it");

        foreach (var secret in canary.Made.Append(ConnectorSecret).Select(s => new Canary(s)).Append(new Canary(CanaryKind.Mark)))
        {
            secret.FindIn(await world.CellsAsync()).ShouldBeEmpty();
            secret.FindIn(string.Join('\n', log.Lines)).ShouldBeNull();
            secret.FindIn(string.Join('\n', said)).ShouldBeNull();
            (await FilesWithAsync(world, secret)).ShouldBeEmpty();
        }
    }

    /// <summary>A reason stands where people read it, and beyond that only sealed.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Walk_ReasonText_StandsOnlyInItsOwnColumn(DatabaseKind kind)
    {
        using var log = new CapturedLog();
        await using var world = await World.CreateAsync(kind, configure: log.AddTo);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour, Reason));
        await Scene.Must(scene.DenyAsync(scene.Bo, request, Reason));
        var canary = new Canary(Reason);

        var found = (await world.CellsAsync()).Where(c => canary.FindIn(c.Bytes) is not null).Select(c => $"{c.Table}.{c.Column}");

        found.ShouldBe(["decisions.Reason", "requests.Reason"], ignoreOrder: true);
        canary.FindIn(string.Join('\n', log.Lines)).ShouldBeNull();
    }

    /// <summary>The search itself can fail: planted in any place and any form, a secret is found.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Search_PlantedSecret_IsFoundInEveryPlaceAndForm(DatabaseKind kind)
    {
        using var log = new CapturedLog();
        await using var world = await World.CreateAsync(kind, configure: log.AddTo);
        var canary = new Canary(ConnectorSecret);
        var bytes = Encoding.UTF8.GetBytes(ConnectorSecret);
        string[] texts =
        [
            $"a {ConnectorSecret} b", System.Text.Json.JsonSerializer.Serialize($"a {ConnectorSecret}"), Uri.EscapeDataString($"a {ConnectorSecret}"),
            .. Enumerable.Range(0, 4).Select(n => Convert.ToBase64String([.. new byte[n], .. bytes, .. new byte[n]])), Convert.ToHexString(bytes),
        ];
        foreach (var text in texts)
        {
            canary.FindIn(text).ShouldNotBeNull(text);
            await world.SqlAsync("UPDATE targets SET \"LastError\" = {0}", text);
            canary.FindIn(await world.CellsAsync()).ShouldHaveSingleItem().ShouldStartWith("targets.LastError");
        }
        canary.FindIn(Encoding.Unicode.GetBytes($"a {ConnectorSecret} b")).ShouldBe("utf-16");
        await world.SqlAsync("UPDATE targets SET \"LastError\" = NULL");
        await world.SqlAsync("UPDATE audit SET \"Leaf\" = {0} WHERE \"Sequence\" = 3", bytes);
        canary.FindIn(await world.CellsAsync()).ShouldHaveSingleItem().ShouldStartWith("audit.Leaf");
        (await FilesWithAsync(world, canary)).ShouldNotBeEmpty();

        world.Get<ILogger<CanaryTests>>().LogDebug(new InvalidOperationException(ConnectorSecret), "Something {Value}", 1);
        canary.FindIn(string.Join('\n', log.Lines)).ShouldBe("plain");
        canary.FindIn("kanari connector-secret-71c1").ShouldBeNull();
    }

    /// <summary>A record prints its members; one with a secret must not.</summary>
    [Fact]
    public void ToString_OfWhatHoldsASecret_DoesNotPrintIt()
    {
        object[] holders = [new RevealedCredential("mira", ConnectorSecret), new PreparedCredential(ConnectorSecret, "verifier"), new TargetForm("name", "kind", "settings", ConnectorSecret)];
        foreach (var holder in holders)
        {
            new Canary(ConnectorSecret).FindIn(holder.ToString()!).ShouldBeNull(holder.GetType().Name);
            holder.ToString()!.ShouldContain(holder.GetType().Name);
        }
    }

    private static async Task WalkAsync(World world, List<string> said)
    {
        var scene = world.Scene;
        var what = await CatalogueAsync(world);
        foreach (var fault in new[] { OracleFault.Reset, OracleFault.CutReply, OracleFault.HalfAnswer, OracleFault.Reject })
        {
            var request = await Scene.Must(scene.AskAsync(scene.Mira, what, Hour));
            world.Oracle.Misbehave(fault, times: 1);
            var grant = await WorkUntilAsync(world, request, g => g.State is GrantState.Active or GrantState.Ended);
            var id = new GrantId(grant.Id);
            said.Add($"{await TryAsync(() => world.Get<RevealCredential>().RunAsync(scene.Jon, id, None))}");
            said.Add($"{await TryAsync(() => world.Get<RevealCredential>().RunAsync(scene.Mira, id, None))}");
            said.Add($"{await TryAsync(() => world.Get<RevealCredential>().RunAsync(scene.Mira, id, None))}");
            said.Add($"{await TryAsync(() => world.Get<GiveBackGrant>().RunAsync(scene.Mira, id, None))}");
            world.Oracle.Misbehave(fault, times: 1);
            await WorkUntilAsync(world, request, g => g.State == GrantState.Ended);
            var view = await Scene.Must(world.Get<ReadRequest>().RunAsync(scene.Mira, request, None));
            said.Add($"{view} {string.Join('\n', view.Timeline)} {view.Grant}");
        }
        world.Oracle.Misbehave(OracleFault.None);
        await BrokenSecretAsync(world, what, said);
        await BrokenRightAsync(world, what);
        var operations = await Scene.Must(world.Get<ReadOperations>().RunAsync(scene.Tove, None));
        said.Add($"{operations} {string.Join('\n', operations.Targets)} {string.Join('\n', operations.Debt)}");
    }

    /// <summary>A stored credential that cannot be opened throws; what it throws must not hold it either.</summary>
    private static async Task BrokenSecretAsync(World world, EntitlementId what, List<string> said)
    {
        var request = await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, what, Hour));
        var grant = await WorkUntilAsync(world, request, g => g.State == GrantState.Active);
        await world.SqlAsync("UPDATE secrets SET \"Box\" = {0} WHERE \"Purpose\" = {1}", new byte[200], SecretPurpose.Credential);
        var answer = await TryAsync(() => world.Get<RevealCredential>().RunAsync(world.Scene.Mira, new GrantId(grant.Id), None));
        answer.ShouldContain("System.Security.Cryptography");
        said.Add(answer);
    }

    /// <summary>A right that the connector falls over, with a secret in its hands: the portal logs what it threw.</summary>
    private static async Task BrokenRightAsync(World world, EntitlementId what)
    {
        var request = await Scene.Must(world.Scene.AskAsync(world.Scene.Jon, what, Hour));
        await world.SqlAsync("UPDATE grants SET \"Right\" = '{{{{{{' WHERE \"State\" = 1");
        await WorkUntilAsync(world, request, g => g.State == GrantState.Revoking);
    }

    private static async Task<EntitlementId> CatalogueAsync(World world)
    {
        var form = new TargetForm("birds", CanaryKind.Name, world.Oracle.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), ConnectorSecret);
        var target = await Scene.Must(world.Get<AddTarget>().RunAsync(world.Scene.Tove, form, None));
        var what = await Scene.EntitlementAsync(world.Portal, target, "birds", "Read", "ephemeral:birds");
        await world.Scene.PublishAsync("birds", [what], new Rule("birds", new Effect.Automatic(2 * Hour, Hour), new Condition.Always()));
        return what;
    }

    private static async Task<JitPortal.Storage.Grants.GrantRow> WorkUntilAsync(World world, Domain.Requests.RequestId request, Func<JitPortal.Storage.Grants.GrantRow, bool> done) =>
        await Eventually.GetAsync(
            async () =>
            {
                var grant = await world.Scene.GrantOfAsync(request);
                if (done(grant))
                    return grant;
                await world.Get<OpenDueJob>().RunAsync(grant.TargetId, None);
                await world.Get<RevokeDueJob>().RunAsync(grant.TargetId, None);
                return null;
            },
            "the grant got there");

    /// <returns>What the caller would get to see or to log: an answer or an exception.</returns>
    private static async Task<string> TryAsync<T>(Func<Task<Outcome<T>>> call)
    {
        try
        {
            return (await call()).ToString();
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or InvalidOperationException)
        {
            return e.ToString();
        }
    }

    /// <summary>The raw bytes of the database and of all else the portal has written, but for the key itself.</summary>
    private static async Task<IReadOnlyList<string>> FilesWithAsync(World world, Canary secret)
    {
        var found = new List<string>();
        foreach (var path in Directory.EnumerateFiles(world.Database.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes);
            if (secret.FindIn(bytes) is { } form)
                found.Add($"{Path.GetFileName(path)} ({form})");
        }
        if (world.Database.Kind == DatabaseKind.PostgreSql)
            found.AddRange(await ServerFiles.WithAsync(world, secret));
        return found;
    }
}
