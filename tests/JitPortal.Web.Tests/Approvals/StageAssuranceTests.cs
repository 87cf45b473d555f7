using System.Net;
using JitPortal.Application.Requests;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Web.Tests.Intake;
using JitPortal.Web.Tests.Portal;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

/// <summary>A stage asks its approvers for a second factor: whatever they decide with, they are sent for one and lose nothing.</summary>
public sealed class StageAssuranceTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Phone_BelowTheLevelOfTheStage_IsSentToTheIssuerAndTheVoteIsCastOnTheWayBack()
    {
        using var mira = await host.SignedInAsync("mira");
        using var bo = await host.SignedInAsync("bo");
        var request = await host.World.AskAsync("mira", await GuardedAsync("Phone"), TimeSpan.FromHours(2));
        var page = await bo.Http.GetStringAsync($"/approve/{request}");

        var answer = await bo.Http.PostAsync($"/approve/{request}", new FormUrlEncodedContent(
        [
            new("_handler", "decide"), new("__RequestVerificationToken", await bo.AntiforgeryTokenAsync($"/approve/{request}")), new("Answer.Choice", "shorter"),
        ]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var away = answer.Headers.Location!.ToString();
        (await ReadAsync(request)).Summary.State.ShouldBe(RequestState.AwaitingApproval);
        var landed = await bo.AnswerAsync(away, "bo", secondFactor: true);

        page.ShouldContain("step-up-ahead");
        away.ShouldContain("/step-up/");
        landed.ShouldBe($"/approve/{request}");
        var view = await ReadAsync(request);
        view.ApprovedDuration.ShouldBe(TimeSpan.FromHours(1), "what was chosen was kept, not only that something was");
        view.Timeline.ShouldContain(entry => entry.Note == "On the page for phones, with a multi-factor sign-in.");
    }

    [Fact]
    public async Task Api_BelowTheLevelOfTheStage_AnswersWhatTokenToComeBackWith()
    {
        using var mira = await host.SignedInAsync("mira");
        var request = await host.World.AskAsync("mira", await GuardedAsync("Api"));
        using var weak = await ApiClient.OfPersonAsync(host, "bo");
        using var strong = await ApiClient.OfPersonAsync(host, "bo", secondFactor: true);
        var approve = new { decision = "approve" };

        var refused = await weak.PostAsync($"requests/{request}/decisions", approve);
        var decided = await strong.PostAsync($"requests/{request}/decisions", approve);

        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Problem.ShouldBe("step-up");
        refused.Headers["WWW-Authenticate"].ShouldBe("Bearer error=\"insufficient_user_authentication\", error_description=\"A stronger sign-in is needed\", acr_values=\"mfa\"");
        decided.Status.ShouldBe(HttpStatusCode.OK, decided.Text);
        (await ReadAsync(request)).Timeline.ShouldContain(entry => entry.Note == "By a program, with a multi-factor sign-in.");
    }

    private Task<EntitlementId> GuardedAsync(string role) => host.World.AddAsync(role, new Rule(
        $"guarded-{role}",
        new Effect.Ask(
            TimeSpan.FromHours(8),
            TimeSpan.FromHours(1),
            [new Stage([new Approver.Group("database-owners")], 1, TimeSpan.FromHours(4), Assurance: AssuranceLevel.MultiFactor)]),
        new Condition.Always()));

    private async Task<RequestView> ReadAsync(RequestId request) =>
        (await host.Services.GetRequiredService<ReadRequest>().RunAsync(await host.World.ActorAsync("mira"), request, CancellationToken.None)).Value;
}
