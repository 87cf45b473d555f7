using JitPortal.Application.Catalog;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Requests;
using JitPortal.Web.Intake;

namespace JitPortal.Web.Requests;

/// <summary>Asking for access, for programs.</summary>
internal static class RequestEndpoints
{
    private const string Kind = "requests";

    public static void MapRequests(this IEndpointRouteBuilder api)
    {
        var requests = api.MapGroup("/requests").WithTags("Requests");
        requests.MapPost("", FileAsync).WithSummary("Ask for access").IsNamed().Waits().Reads<RequestBody>()
            .Answers<RequestJson>(StatusCodes.Status201Created, typeof(RefusedJson));
        api.MapPost("/requests:preview", PreviewAsync).WithTags("Requests").WithSummary("What would be decided; nothing is stored").Reads<RequestBody>().Answers<PreviewJson>();
        requests.MapGet("", ListAsync).WithSummary("Your requests, newest first").Takes("limit", "cursor").Answers<ApiPage<RequestJson>>();
        requests.MapGet("/{id:guid}", ReadAsync).WithSummary("One request with its story").Waits().Answers<RequestJson>();
        requests.MapPost("/{id:guid}:withdraw", WithdrawAsync).WithSummary("Take your request back").IsNamed().Answers<RequestJson>();
        requests.MapPost("/{id:guid}:confirm", ConfirmAsync).WithSummary("Go on with what everybody agreed to, with a token of a stronger sign-in").IsNamed().Answers<RequestJson>();
    }

    private static async Task<IResult> FileAsync(ApiCall call, FindEntitlement find, SubmitRequest submit, AwaitRequest settled)
    {
        var form = await FormAsync(call, find);
        if (!form.Succeeded)
            return ApiProblems.Of(form.Refusal);
        var filing = form.Value with { IdempotencyKey = await call.FilingKeyAsync() };
        return await call.ActAsync(
            async () => (await submit.RunAsync(call.Actor, filing, call.Aborted)).Match<Outcome<Guid>>(id => id.Value, no => no),
            id => RequestAnswers.FiledAsync(call, settled, id));
    }

    private static async Task<IResult> PreviewAsync(ApiCall call, FindEntitlement find, PreviewRequest preview)
    {
        var form = await FormAsync(call, find);
        if (!form.Succeeded)
            return ApiProblems.Of(form.Refusal);
        return (await preview.RunAsync(call.Actor, form.Value, call.Aborted)).Match<IResult>(said => TypedResults.Ok(PreviewJson.Of(said)), ApiProblems.Of);
    }

    private static Task<IResult> ListAsync(ApiCall call, ListRequests list) => call.PageAsync(
        Kind, ListRequests.Most, (before, count) => list.RunAsync(call.Actor, before is { } id ? new RequestId(id) : null, count, call.Aborted), RequestJson.Of, request => request.Id);

    private static Task<IResult> ReadAsync(Guid id, ApiCall call, AwaitRequest settled) => RequestAnswers.ShowAsync(call, settled, id);

    private static Task<IResult> WithdrawAsync(Guid id, ApiCall call, WithdrawRequest withdraw, AwaitRequest settled) => call.ActAsync(
        async () => (await withdraw.RunAsync(call.Actor, new RequestId(id), call.Aborted)).With(id), done => RequestAnswers.ShowAsync(call, settled, done));

    private static Task<IResult> ConfirmAsync(Guid id, ApiCall call, ConfirmRequest confirm, AwaitRequest settled) => call.ActAsync(
        async () => (await confirm.RunAsync(call.Actor, new RequestId(id), call.Aborted)).With(id), done => RequestAnswers.ShowAsync(call, settled, done));

    private static async Task<Outcome<RequestForm>> FormAsync(ApiCall call, FindEntitlement find)
    {
        var body = await call.ReadAsync<RequestBody>();
        if (!body.Succeeded)
            return body.Refusal;
        var duration = ApiJson.Duration("duration", body.Value.Duration);
        var entitlement = await find.RunAsync(body.Value.Entitlement ?? "", call.Aborted);
        var mistakes = new[] { entitlement.Refusal, duration.Refusal }.OfType<Refusal.Invalid>().SelectMany(refusal => refusal.Errors).ToList();
        return mistakes.Count > 0
            ? new Refusal.Invalid(mistakes)
            : new RequestForm(
                entitlement.Value, duration.Value, body.Value.Reason ?? "", body.Value.PublicKey, null, null, body.Value.Ticket, body.Value.Emergency, body.Value.WithoutStepUp);
    }
}
