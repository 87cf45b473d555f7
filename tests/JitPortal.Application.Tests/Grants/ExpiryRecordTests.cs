using System.Text.Json;
using JitPortal.Domain.Audit;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

public sealed class ExpiryRecordTests
{
    /// <summary>Whoever looks for a person or an entitlement in the log finds the end of their access as well as its beginning.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Expiry_Recorded_NamesWhoseAndWhichLikeEveryRecordOfAGrant(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, TimeSpan.FromHours(1));
        await Rows.EndNowAsync(world.Portal);

        await world.Scene.RevokeDueAsync();

        using var leaf = JsonDocument.Parse((await world.AuditAsync()).Single(a => a.Type == AuditTypes.GrantRevoking).Leaf);
        leaf.RootElement.GetProperty("person").GetString().ShouldBe(world.Scene.Mira.Id.ToString());
        leaf.RootElement.GetProperty("entitlement").GetString().ShouldBe(world.Scene.Automatic.ToString());
        leaf.RootElement.GetProperty("grant").GetString().ShouldBe(grant.Id.ToString("N"));
        (await world.FactAsync(AuditTypes.GrantRevoking, "reason")).ShouldBe("Expired");
    }
}
