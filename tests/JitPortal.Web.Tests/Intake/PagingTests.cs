using System.Globalization;
using System.Net;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Policies;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Intake;

public sealed class PagingTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Requests_WhileOthersAreFiled_NoneIsMissingOrTwice()
    {
        using var mira = await ApiClient.OfPersonAsync(host, "mira");
        var filed = new List<string>();
        for (var i = 0; i < 11; i++)
            filed.Add(await FileAndWithdrawAsync(mira));

        var seen = new List<string>();
        for (string? next = "requests?limit=3"; next is not null;)
        {
            var page = await mira.GetAsync(next);
            page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
            seen.AddRange(page.Items.Select(r => r.Text("id")!));
            next = Next(page);
            await FileAndWithdrawAsync(mira);   // newer ones come in front of what was read
        }

        seen.ShouldBe(filed.AsEnumerable().Reverse());
    }

    /// <summary>Names of parameters are read in any case, so the link to the next page must not carry this page's place in another.</summary>
    [Fact]
    public async Task Audit_FollowedByItsLinkInAnotherCase_GoesOn()
    {
        using var lea = await ApiClient.OfPersonAsync(host, "lea");
        var first = await lea.GetAsync("audit?limit=2");

        var second = await lea.GetAsync($"audit?Limit=2&Cursor={Uri.EscapeDataString(first.Json.Text("next")!)}");
        var third = await lea.GetAsync(Next(second)!);

        third.Items.Select(line => line.Text("sequence")).ShouldNotBe(second.Items.Select(line => line.Text("sequence")));
    }

    [Fact]
    public async Task Grants_PageByPage_AreTheSameAsAtOnce()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        for (var i = 0; i < 5; i++)
        {
            await workload.HoldNothingAsync();
            await workload.OpenAsync(host.World.Deploy);
        }

        var paged = await AllAsync(workload, "grants?limit=2", "id");

        paged.ShouldBe((await workload.GetAsync("grants?limit=200")).Items.Select(g => g.Text("id")!));
        paged.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Audit_PageByPage_HasEverySequenceNumber()
    {
        using var lea = await ApiClient.OfPersonAsync(host, "lea");

        var numbers = (await AllAsync(lea, "audit?limit=7", "sequence")).ConvertAll(n => int.Parse(n, CultureInfo.InvariantCulture));

        numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
        numbers.Count.ShouldBeGreaterThan(7);
    }

    [Fact]
    public async Task Entitlements_PageByPage_AreTheSameAsAtOnceAndNewOnesMoveNothing()
    {
        using var mira = await ApiClient.OfPersonAsync(host, "mira");
        foreach (var role in new[] { "Close", "Audit", "Book" })
            await host.World.AddAsync(role, Open(role));
        var before = await AllAsync(mira, "entitlements?limit=200", "name");

        var first = await mira.GetAsync("entitlements?limit=2");
        await host.World.AddAsync("Aardvark", Open("Aardvark"));   // comes in front of what was read
        var rest = await AllAsync(mira, Next(first)!, "name");

        before.Count.ShouldBeGreaterThan(5);
        first.Items.Select(item => item.Text("name")!).Concat(rest).ShouldBe(before);
        (await mira.GetAsync("entitlements?limit=201")).Fields.ShouldBe(["limit"]);
        (await mira.GetAsync("entitlements?cursor=" + first.Json.Text("next") + "x")).Fields.ShouldBe(["cursor"]);
    }

    [Theory]
    [InlineData("requests")]
    [InlineData("grants")]
    [InlineData("entitlements")]
    [InlineData("audit?type=grant.ended")]
    public async Task List_WholeOnItsPage_NamesNoNextOne(string list)
    {
        using var lea = await ApiClient.OfPersonAsync(host, "lea");
        await lea.OpenAsync(await OpenToAllAsync(list));
        await lea.HoldNothingAsync();
        await lea.OpenAsync(await OpenToAllAsync(list + " again"));
        await lea.HoldNothingAsync();
        var limited = list + (list.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "limit=";
        var count = (await lea.GetAsync(limited + "200")).Items.Count;

        var full = await lea.GetAsync(limited + count);
        var shorter = await lea.GetAsync(limited + (count - 1));

        count.ShouldBeGreaterThan(1);
        full.Items.Count.ShouldBe(count);
        full.Json.Text("next").ShouldBeNull();
        full.Headers.ShouldNotContainKey("Link");
        shorter.Items.Count.ShouldBe(count - 1);
        (await lea.GetAsync(Next(shorter)!)).ShouldSatisfyAllConditions(last => last.Items.ShouldHaveSingleItem(), last => Next(last).ShouldBeNull());
    }

    [Fact]
    public async Task Audit_Filters_StayOnTheNextPage()
    {
        using var lea = await ApiClient.OfPersonAsync(host, "lea");

        var page = await lea.GetAsync("audit?type=catalog.changed&limit=1");

        page.Items.ShouldHaveSingleItem().Text("type").ShouldBe("catalog.changed");
        Next(page).ShouldNotBeNull().ShouldContain("type=catalog.changed");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("cursor=%F0%9F%92%A3", "cursor")]
    [InlineData("cursor=", "cursor")]
    [InlineData("cursor=Z3JhbnRzOjAx", "cursor")]   // grants:01
    public async Task Requests_NoSuchPage_NamesTheParameter(string query, string field)
    {
        using var mira = await ApiClient.OfPersonAsync(host, "mira");

        (await mira.GetAsync("requests?" + query)).Fields.ShouldBe([field]);
    }

    private static Rule Open(string name) => new(name, new Effect.Automatic(TimeSpan.FromHours(2), TimeSpan.FromHours(1)), new Condition.Always());

    private Task<EntitlementId> OpenToAllAsync(string name)
    {
        var role = $"Open {name.Replace('?', ' ').Replace('=', ' ')}";
        return host.World.AddAsync(role, Open(role));
    }

    private static async Task<List<string>> AllAsync(ApiClient caller, string first, string name)
    {
        var all = new List<string>();
        for (string? next = first; next is not null;)
        {
            var page = await caller.GetAsync(next);
            all.AddRange(page.Items.Select(item => item.Text(name)!));
            next = Next(page);
        }
        return all;
    }

    private static string? Next(ApiAnswer page) => page.Headers.TryGetValue("Link", out var link) ? link.Split('<', '>')[1] : null;

    private static async Task<string> FileAndWithdrawAsync(ApiClient caller)
    {
        var id = (await caller.PostAsync("requests", new { entitlement = "ledger-db:write", duration = "1h", reason = "Check stuck refunds" })).Json.Text("id")!;
        (await caller.PostAsync($"requests/{id}:withdraw")).Status.ShouldBe(HttpStatusCode.OK);
        return id;
    }
}
