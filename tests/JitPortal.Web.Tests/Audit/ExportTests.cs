using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Mvc;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Audit;

public sealed class ExportTests(PortalHost host)
{
    [Fact]
    public async Task Export_EventsAsJsonLines_HasEveryRecordUpToTheTotalAndIsRecordedItself()
    {
        using var tove = await host.SignedInAsync("tove");
        var answer = await ExportAsync(tove, "what=events", "jsonl", await tove.AntiforgeryTokenAsync("/audit"));
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.FileName!.ShouldMatch(@"^jitportal-events-\d{8}T\d{6}Z\.jsonl$");
        var total = lines[^1].GetProperty("total");
        var sequences = lines[..^1].Select(line => long.Parse(line.GetProperty("sequence").GetString()!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        sequences.ShouldBe(Enumerable.Range(1, sequences.Count).Select(n => (long)n));
        total.GetProperty("rows").GetInt64().ShouldBe(sequences.Count);
        total.GetProperty("log").GetProperty("last").GetInt64().ShouldBe(sequences[^1]);
        lines[^2].GetProperty("link").GetString().ShouldBe(total.GetProperty("log").GetProperty("head").GetString());
        (await tove.Http.GetStringAsync("/audit?kind=audit.")).ShouldContain("Log taken out");
    }

    [Fact]
    public async Task Export_ByWhoeverMayNot_OrWithoutToken_OrOfNothing_IsRefused()
    {
        using var bo = await host.SignedInAsync("bo");
        using var lea = await host.SignedInAsync("lea");
        var token = await lea.AntiforgeryTokenAsync("/audit");

        (await ExportAsync(bo, "what=events", "csv", await bo.AntiforgeryTokenAsync())).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        (await ExportAsync(lea, "what=events", "csv", token: null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ExportAsync(lea, "what=everything", "csv", token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ExportAsync(lea, "what=events", "xls", token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ExportAsync(lea, "what=exceptions", "csv", token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("what=who&resource=orders-db&at=yesterday", "at")]
    [InlineData("what=who&resource=orders-db&at=9999-12-31T23:59", "at")]
    [InlineData("what=exceptions&since=0001-01-01T00:00", "since")]
    [InlineData("what=exceptions&until=-0005-01-01T00:00Z", "until")]
    public async Task Export_OfATimeThatCannotBeRead_NamesTheFieldAndDoesNotTakeNow(string query, string field)
    {
        using var lea = await host.SignedInAsync("lea");

        var answer = await ExportAsync(lea, query, "csv", await lea.AntiforgeryTokenAsync("/audit"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail!.ShouldStartWith($"“{field}” is not a time.");
    }

    [Theory]
    [InlineData("what=events&since=2026-11-20T02:00", HttpStatusCode.BadRequest, "“since” does not narrow down “events”. It takes kind.")]
    [InlineData("what=exceptions&kind=late&role=Write", HttpStatusCode.BadRequest, "“role” does not narrow down “exceptions”. It takes kind, since, until.")]
    [InlineData("what=events&kind=grnat.", HttpStatusCode.BadRequest, "“grnat.” is no kind of “events”.")]
    [InlineData("what=exceptions&kind=grant.", HttpStatusCode.BadRequest, "“grant.” is no kind of “exceptions”.")]
    [InlineData("what=who&resource=no-such-db", HttpStatusCode.NotFound, "There is no resource “no-such-db”.")]
    public async Task Export_OfWhatIsNotUnderstood_IsRefused(string query, HttpStatusCode status, string words)
    {
        using var tove = await host.SignedInAsync("tove");

        var answer = await ExportAsync(tove, query, "csv", await tove.AntiforgeryTokenAsync("/audit"));

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail.ShouldBe(words);
    }

    [Theory]
    [InlineData("what=who&resource=no-such-db")]
    [InlineData("what=exceptions&since=2026-11-20T02:00&until=2026-11-19T02:00")]
    public async Task Export_ThatIsRefused_IsNotNotedAsTaken(string query)
    {
        using var tove = await host.SignedInAsync("tove");
        var before = await TakenAsync(tove);

        (await ExportAsync(tove, query, "csv", await tove.AntiforgeryTokenAsync("/audit"))).IsSuccessStatusCode.ShouldBeFalse();

        (await TakenAsync(tove)).ShouldBe(before);
    }

    private static async Task<int> TakenAsync(Browser browser) => (await browser.Http.GetStringAsync("/audit?kind=audit.")).Split("Log taken out").Length;

    [Theory]
    [InlineData("/audit/export?what=events", HttpStatusCode.BadRequest, "Say")]
    [InlineData("/admin/targets/try", HttpStatusCode.OK, "Choose what to connect.")]
    public async Task Post_WithATokenButNoForm_SaysWhatIsMissing(string address, HttpStatusCode status, string words)
    {
        using var tove = await host.SignedInAsync("tove");
        using var post = new HttpRequestMessage(HttpMethod.Post, address);
        post.Headers.Add("RequestVerificationToken", await tove.AntiforgeryTokenAsync("/audit"));

        var answer = await tove.Http.SendAsync(post);

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(words);
    }

    private static async Task<HttpResponseMessage> ExportAsync(Browser browser, string query, string format, string? token)
    {
        var fields = new List<KeyValuePair<string, string>> { new("format", format) };
        if (token is not null)
            fields.Add(new("__RequestVerificationToken", token));
        using var form = new FormUrlEncodedContent(fields);
        return await browser.Http.PostAsync("/audit/export?" + query, form);
    }
}
