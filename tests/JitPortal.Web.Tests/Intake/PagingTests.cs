using System.Globalization;
using System.Net;
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
