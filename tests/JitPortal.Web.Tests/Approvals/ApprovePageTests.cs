using System.Net;
using JitPortal.Application.Requests;
using JitPortal.Domain.Requests;
using JitPortal.Web.Tests.Portal;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

public sealed class ApprovePageTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Approve_GetInAnyShape_DecidesNothing()
    {
        using var mira = await host.SignedInAsync("mira");
        using var bo = await host.SignedInAsync("bo");
        var request = await host.World.AskAsync("mira", host.World.Asks);

        var page = await bo.Http.GetStringAsync($"/approve/{request}");
        await bo.Http.GetStringAsync($"/approve/{request}?_handler=decide&Answer.Choice=approve");

        page.ShouldContain("Check stuck refunds");
        page.ShouldNotContain("<!--Blazor:");   // no component of a circuit,
        page.ShouldNotContain("src=\"_framework/");   // and no script to make one
        (await ReadAsync("mira", request)).Summary.State.ShouldBe(RequestState.AwaitingApproval);

        // A post from elsewhere carries no token.
        (await DecideAsync(bo, request, "approve", token: "")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync("mira", request)).Summary.State.ShouldBe(RequestState.AwaitingApproval);

        // Nor can whoever asked decide.
        var own = await DecideAsync(mira, request, "approve", await mira.AntiforgeryTokenAsync("/access"));
        (await ReadAsync("mira", request)).Summary.State.ShouldBe(RequestState.AwaitingApproval);
        own.IsSuccessStatusCode.ShouldBeFalse();

        // The button does.
        var decided = await DecideAsync(bo, request, "approve", await bo.AntiforgeryTokenAsync($"/approve/{request}"));
        decided.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        decided.Headers.Location!.ToString().ShouldEndWith($"/approve/{request}", customMessage: "the address of the link, and no second one");
        (await ReadAsync("mira", request)).Summary.State.ShouldBe(RequestState.Approved);
        (await bo.Http.GetStringAsync($"/approve/{request}")).ShouldNotContain("decide-form");
    }

    [Fact]
    public async Task Approve_FromAPageOfBeforeItWasDecided_SaysWhatBecameOfItAndChangesNothing()
    {
        using var bo = await host.SignedInAsync("bo");
        using var ann = await host.SignedInAsync("ann");
        var request = await host.World.AskAsync("lea", host.World.Asks);
        var token = await ann.AntiforgeryTokenAsync($"/approve/{request}");
        await DecideAsync(bo, request, "deny", await bo.AntiforgeryTokenAsync($"/approve/{request}"), ("Answer.Why", "Wrong person"));

        var late = await DecideAsync(ann, request, "approve", token);

        late.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await late.Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(html => html.ShouldContain("Not agreed"), html => html.ShouldContain("decision-problem"));
        (await ReadAsync("lea", request)).Summary.State.ShouldBe(RequestState.Denied);
    }

    [Fact]
    public async Task Approve_AskAndPassOn_ArePostsThatDecideNothing()
    {
        using var bo = await host.SignedInAsync("bo");
        using var tove = await host.SignedInAsync("tove");
        var request = await host.World.AskAsync("tove", host.World.Asks);
        var ann = (await host.World.ActorAsync("ann")).Id;
        await bo.Http.GetStringAsync($"/approve/{request}?_handler=decide&Answer.Choice=ask&Answer.Question=Why");
        (await DecideAsync(bo, request, "ask", token: "", ("Answer.Question", "Why?"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "a post from elsewhere");
        (await ReadAsync("tove", request)).Questions.ShouldBeEmpty();
        var token = await bo.AntiforgeryTokenAsync($"/approve/{request}");

        (await DecideAsync(bo, request, "ask", token, ("Answer.Question", "Which <refunds>?"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await DecideAsync(bo, request, "pass-on", token, ("Answer.To", ann.ToString()), ("Answer.Remark", "You know the ledger"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var view = await ReadAsync("tove", request);
        view.Summary.State.ShouldBe(RequestState.AwaitingApproval);
        view.Timeline.TakeLast(2).Select(t => $"{t.Title}: {t.Given}").ShouldBe(["Question: Which <refunds>?", "Passed on to Ann Lowe: You know the ledger"]);
        (await bo.Http.GetStringAsync($"/approve/{request}")).ShouldSatisfyAllConditions(
            html => html.ShouldContain("Which &lt;refunds&gt;?"), html => html.ShouldContain("said-request.passed-on"), html => html.ShouldContain("decide-form"));

        // Refused, the page says why and keeps what was typed; the place where it was typed stays open.
        var again = await DecideAsync(bo, request, "pass-on", token, ("Answer.To", ann.ToString()), ("Answer.Remark", "Once more"));
        (await again.Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(
            html => html.ShouldContain("Ann Lowe was told just now."), html => html.ShouldContain(">Once more</textarea>"), html => html.ShouldMatch("<details[^>]* open[^>]*>\\s*<summary[^>]*data-testid=\"pass-on\""));
        (await (await DecideAsync(bo, request, "pass-on", token, ("Answer.To", "nobody"))).Content.ReadAsStringAsync()).ShouldContain("Choose somebody who may decide it now and is here.");
        (await (await DecideAsync(bo, request, "ask", token, ("Answer.Question", " "))).Content.ReadAsStringAsync()).ShouldContain("Write what you want to know.");

        // Nor does the requester ask themselves.
        (await DecideAsync(tove, request, "ask", await tove.AntiforgeryTokenAsync("/access"), ("Answer.Question", "Why?"))).IsSuccessStatusCode.ShouldBeFalse();
        (await ReadAsync("tove", request)).Timeline.Count(t => t.Type is "request.question" or "request.passed-on").ShouldBe(2);
    }

    [Fact]
    public async Task Approve_UnknownOrSomebodyElses_SaysThatThereIsNothing()
    {
        using var jon = await host.SignedInAsync("jon");
        using var tove = await host.SignedInAsync("tove");
        var request = await host.World.AskAsync("jon", host.World.Asks);
        using var lea = await host.SignedInAsync("mira");

        (await tove.Http.GetStringAsync($"/approve/{Guid.NewGuid()}")).ShouldContain("There is nothing here");
        (await lea.Http.GetStringAsync($"/approve/{request}")).ShouldContain("There is nothing here");
    }

    private static Task<HttpResponseMessage> DecideAsync(Browser browser, RequestId request, string choice, string token, params (string Key, string Value)[] more) => browser.Http.PostAsync(
        $"/approve/{request}",
        new FormUrlEncodedContent([new("_handler", "decide"), new("__RequestVerificationToken", token), new("Answer.Choice", choice), .. more.Select(m => KeyValuePair.Create(m.Key, m.Value))]));

    private async Task<RequestView> ReadAsync(string person, RequestId request) =>
        (await host.Services.GetRequiredService<ReadRequest>().RunAsync(await host.World.ActorAsync(person), request, CancellationToken.None)).Value;
}
