using System.Text.Json.Serialization;
using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Requests;
using JitPortal.Web.Intake;
using JitPortal.Web.Requests;

namespace JitPortal.Web.Approvals;

/// <summary>Deciding on requests, for people with a program; a workload never decides.</summary>
internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder api) => api.MapPost("/requests/{id:guid}/decisions", DecideAsync)
        .WithTags("Requests")
        .WithSummary("Approve or deny, as a person who may")
        .IsNamed()
        .Reads<DecisionBody>()
        .Answers<RequestJson>();

    private static async Task<IResult> DecideAsync(Guid id, ApiCall call, DecideRequest decide, AwaitRequest settled)
    {
        var body = await call.ReadAsync<DecisionBody>();
        var form = body.Succeeded ? FormOf(body.Value) : body.Refusal;
        if (!form.Succeeded)
            return ApiProblems.Of(form.Refusal);
        return await call.ActAsync(
            async () => (await decide.RunAsync(call.Actor, new RequestId(id), form.Value, call.Aborted)).With(id), done => RequestAnswers.ShowAsync(call, settled, done));
    }

    private static Outcome<DecisionForm> FormOf(DecisionBody body)
    {
        bool? approve = body.Decision switch { "approve" => true, "deny" => false, _ => null };
        if (approve is null)
            return new Refusal.Invalid("decision", "Say “approve” or “deny”.");
        if (body.Duration is null)
            return new DecisionForm(approve.Value, null, body.Reason, DecisionChannel.Api);
        var duration = ApiJson.Duration("duration", body.Duration);
        return duration.Succeeded ? new DecisionForm(approve.Value, duration.Value, body.Reason, DecisionChannel.Api) : duration.Refusal;
    }
}

/// <param name="Decision">approve or deny.</param>
/// <param name="Duration">Approve for at most this long; as asked when absent.</param>
/// <param name="Reason">Needed for a denial.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DecisionBody(string Decision, string? Duration, string? Reason);
