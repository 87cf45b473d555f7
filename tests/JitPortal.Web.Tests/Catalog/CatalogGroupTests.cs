using Bunit;
using JitPortal.Application.Catalog;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Web.Catalog;
using JitPortal.Web.Shell;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Catalog;

public sealed class CatalogGroupTests : BunitContext
{
    private static readonly CatalogItem Read = Item("orders-db", "Read", OutlookKind.Automatic);
    private static readonly CatalogItem Write = Item("orders-db", "Write", OutlookKind.NeedsApproval);
    private static readonly CatalogItem Shell = Item("edge hosts", "Shell", OutlookKind.Refused) with { Unavailable = "edge-01 does not answer." };

    [Fact]
    public void Of_RolesOfOneResource_BecomeOneRow()
    {
        var groups = CatalogGroup.Of([Write, Shell, Read]);

        groups.Select(group => group.Resource).ShouldBe(["edge hosts", "orders-db"]);
        groups[1].Roles.ShouldBe([Read, Write], "what needs nobody comes first");
    }

    [Theory]
    [InlineData("orders", true)]
    [InlineData("WRITE ord", true)]
    [InlineData("postgres", true)]
    [InlineData("shell", false)]
    [InlineData("", true)]
    public void Matches_Words_AreLookedForEverywhereInTheRow(string filter, bool expected) =>
        CatalogGroup.Of([Read, Write])[0].Matches(filter).ShouldBe(expected);

    [Fact]
    public void Row_SeveralRoles_SaysOfEachWhatWouldHappenAndLinksToTheEasiest()
    {
        var row = Render<ResourceRow>(p => p.Add(c => c.Group, CatalogGroup.Of([Write, Read])[0]));

        row.Find("a").TextContent.ShouldContain("Read: automatic to 2 h");
        row.Find("a").TextContent.ShouldContain("Write: needs approval");
        row.Find("a").GetAttribute("href").ShouldBe($"/?ask={Read.Id}");
    }

    [Fact]
    public void Row_TargetCannotBeUsed_SaysSoInsteadOfPromising()
    {
        var row = Render<ResourceRow>(p => p.Add(c => c.Group, CatalogGroup.Of([Shell])[0]));

        row.Find("a").TextContent.ShouldContain("Shell: not available now");
    }

    [Fact]
    public void Row_Held_SaysUntilWhen()
    {
        var held = Read with { Held = new HeldGrant(GrantId.New(), GrantState.Active, new DateTimeOffset(2026, 11, 19, 14, 26, 0, TimeSpan.Zero)) };

        var row = Render<ResourceRow>(p => p.AddCascadingValue(ViewerClock.Utc).Add(c => c.Group, CatalogGroup.Of([held])[0]));

        row.Find("a").TextContent.ShouldContain("Active, ends");
        row.Find("time").GetAttribute("datetime").ShouldStartWith("2026-11-19T14:26");
    }

    private static CatalogItem Item(string resource, string role, OutlookKind outlook) => new(
        EntitlementId.New(), resource, role, $"{role} on {resource}", "pg-1", "postgresql", "PostgreSQL", PrincipalMode.Ephemeral,
        TimeSpan.Zero, TakesPublicKey: false, Unavailable: null, new Outlook(outlook, TimeSpan.FromHours(2), ""), Held: null);
}
