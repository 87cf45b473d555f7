using JitPortal.Application.Catalog;
using JitPortal.Domain.Catalog;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Catalog;

/// <summary>The catalogue page by page: in the same order in both databases' own collation, whatever comes and goes meanwhile.</summary>
public sealed class CatalogPagesTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListCatalog_PageByPage_IsTheWholeCatalogue(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        foreach (var (target, resource, role) in new[] { ("two", "stock-db", "Read"), ("three", "stock-db", "Read"), ("four", "Stock-db", "read"), ("five", "äpfel", "Z"), ("six", "stock db", "_") })
            await Scene.EntitlementAsync(world.Portal, await Scene.TargetAsync(world.Portal, target, 1), resource, role, "ephemeral:read");
        var list = world.Get<ListCatalog>();
        var all = (await list.RunAsync(scene.Mira, CancellationToken.None)).Select(item => item.Id).ToList();

        foreach (var size in new[] { 1, 2, 3, 100 })
        {
            var paged = new List<EntitlementId>();
            for (IReadOnlyList<CatalogItem> page = await list.RunAsync(scene.Mira, null, size, CancellationToken.None); page.Count > 0;)
            {
                page.Count.ShouldBeLessThanOrEqualTo(size);
                paged.AddRange(page.Select(item => item.Id));
                page = await list.RunAsync(scene.Mira, paged[^1], size, CancellationToken.None);
            }
            paged.ShouldBe(all);
        }

        await Scene.Must(world.Get<RetireEntitlement>().RunAsync(scene.Tove, all[2], CancellationToken.None));
        (await list.RunAsync(scene.Mira, all[2], 100, CancellationToken.None)).Select(item => item.Id).ShouldBe(all.Skip(3), "what was retired still marks its place");
        (await list.RunAsync(scene.Mira, EntitlementId.New(), 100, CancellationToken.None)).ShouldBeEmpty();
    }
}
