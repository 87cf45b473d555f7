using JitPortal.Application.Catalog;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Catalog;

public sealed class HostileCatalogTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string[] HostileNames = ["", "  ", new('n', 201), "a\0b", "a\u001b[2J", "lone \ud83d", new('n', 1_000_000)];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task AddTarget_HostileForm_IsInvalidAndChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var use = world.Get<AddTarget>();
        var good = new TargetForm("good", OracleKind.Name, "1", null);
        var before = await world.StateAsync();
        TargetForm[] forms =
        [
            .. HostileNames.Select(name => good with { Name = name }),
            good with { Kind = "no such kind" }, good with { Settings = "no port" }, good with { Unavailable = new string('x', 4_001) }, good with { Unavailable = "a\0b" },
            good with { Unavailable = "Later", Settings = new string('1', 20_001) }, good with { Unavailable = "Later", Kind = new string('k', 4_001) },
        ];
        foreach (var form in forms)
            (await use.RunAsync(world.Scene.Tove, form, None)).Refusal.ShouldBeOfType<Refusal.Invalid>($"{form.Name.Length} {form.Kind.Length} {form.Settings.Length}");
        (await use.RunAsync(world.Scene.Tove, good with { Name = "oracle" }, None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task AddEntitlement_HostileForm_IsInvalidAndChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var use = world.Get<AddEntitlement>();
        var good = new EntitlementForm(world.Scene.Target, "good", "Read", "", "ephemeral:good", []);
        var before = await world.StateAsync();
        EntitlementForm[] forms =
        [
            .. HostileNames.Select(name => good with { Resource = name }), .. HostileNames.Select(name => good with { Role = name }),
            good with { Description = new string('d', 2_001) }, good with { Description = "a\0b" }, good with { Right = new string('r', 4_001) },
            good with { Tags = [.. Enumerable.Range(0, 1_000).Select(i => $"tag:{i}")] }, good with { Tags = ["lone \ud83d"] }, good with { Tags = [""] }, good with { Tags = [new string('t', 101)] },
        ];
        foreach (var form in forms)
            (await use.RunAsync(world.Scene.Tove, form, None)).Refusal.ShouldBeOfType<Refusal.Invalid>($"{form.Resource.Length} {form.Role.Length} {form.Right.Length} {form.Tags.Count}");
        (await use.RunAsync(world.Scene.Tove, good with { Target = TargetId.New() }, None)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await use.RunAsync(world.Scene.Tove, good with { Resource = "stock-db" }, None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task SetTargetAccount_HostileOrTaken_IsRefusedAndChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, use) = (world.Scene, world.Get<SetTargetAccount>());
        var before = await world.StateAsync();
        foreach (var name in HostileNames.Append(new string('n', 64)))
            (await use.RunAsync(scene.Tove, scene.Target, scene.Jon.Id, name, None)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        (await use.RunAsync(scene.Tove, scene.Target, scene.Jon.Id, "mira", None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.StateAsync()).ShouldBe(before);
    }
}
