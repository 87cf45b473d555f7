using JitPortal.Application.Requests;
using JitPortal.Domain.Requests;
using JitPortal.Web.Intake;

namespace JitPortal.Web.Requests;

/// <summary>Requests as answers, after the wait that the caller prefers.</summary>
internal static class RequestAnswers
{
    public static Task<IResult> ShowAsync(ApiCall call, AwaitRequest settled, Guid id) => AnswerAsync(call, settled, id, view => TypedResults.Ok(RequestJson.Of(view)));

    /// <summary>Filed: 201, or 403 with the reasons where the policies refused it at once. Both say where it is.</summary>
    public static Task<IResult> FiledAsync(ApiCall call, AwaitRequest settled, Guid id) => AnswerAsync(call, settled, id, view =>
    {
        var address = $"{Api.Prefix}/requests/{view.Summary.Id}";
        if (view.Summary.State != RequestState.Denied)
            return TypedResults.Created(address, RequestJson.Of(view));
        call.AnswerHeaders.Location = address;
        return ApiProblems.Make(
            StatusCodes.Status403Forbidden, "refused", "Refused", view.Sentence, ("decision", DecisionJson.Of(view)), ("request", view.Summary.Id.ToString()));
    });

    private static async Task<IResult> AnswerAsync(ApiCall call, AwaitRequest settled, Guid id, Func<RequestView, IResult> show)
    {
        if (call.Wait > TimeSpan.Zero)
            call.AnswerHeaders["Preference-Applied"] = "wait";
        return (await settled.RunAsync(call.Actor, new RequestId(id), call.Wait, call.Aborted)).Match(show, ApiProblems.Of);
    }
}
