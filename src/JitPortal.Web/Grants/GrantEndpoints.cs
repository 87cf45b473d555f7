using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Web.Intake;
using JitPortal.Web.Requests;

namespace JitPortal.Web.Grants;

/// <summary>Access that somebody holds, for programs.</summary>
internal static class GrantEndpoints
{
    private const string Kind = "grants";

    public static void MapGrants(this IEndpointRouteBuilder api)
    {
        var grants = api.MapGroup("/grants").WithTags("Grants");
        grants.MapGet("", ListAsync).WithSummary("Your grants, newest first").Takes("limit", "cursor").Answers<ApiPage<GrantJson>>();
        grants.MapGet("/{id:guid}", ReadAsync).WithSummary("One grant").Answers<GrantJson>();
        grants.MapPost("/{id:guid}:give-back", GiveBackAsync).WithSummary("End your own access now").IsNamed().Answers<GrantJson>();
        grants.MapPost("/{id:guid}:revoke", RevokeAsync).WithSummary("Take access away").IsNamed().Reads<RevokeBody>().Answers<GrantJson>();
        grants.MapPost("/{id:guid}:extend", ExtendAsync).WithSummary("Ask for more time; a request like any other").IsNamed().Waits()
            .Reads<ExtendBody>().Answers<RequestJson>(StatusCodes.Status201Created, typeof(RefusedJson));
        grants.MapPost("/{id:guid}:reveal", RevealAsync).WithSummary("Show the secret, once").IsNamed().Answers<RevealedJson>();
        grants.MapPost("/{id:guid}:rotate", RotateAsync).WithSummary("Make a new secret; the old one is dead").IsNamed().Answers<GrantJson>();
    }

    private static Task<IResult> ListAsync(ApiCall call, ListGrants list) => call.PageAsync(
        Kind, ListGrants.Most, (before, count) => list.RunAsync(call.Actor, before is { } id ? new GrantId(id) : null, count, call.Aborted), GrantJson.Of, grant => grant.Id);

    private static Task<IResult> ReadAsync(Guid id, ApiCall call, ReadGrant read) => ShowAsync(call, read, id);

    private static Task<IResult> GiveBackAsync(Guid id, ApiCall call, GiveBackGrant giveBack, ReadGrant read) => call.ActAsync(
        async () => (await giveBack.RunAsync(call.Actor, new GrantId(id), call.Aborted)).With(id), done => ShowAsync(call, read, done));

    private static async Task<IResult> RevokeAsync(Guid id, ApiCall call, RevokeGrant revoke, ReadGrant read)
    {
        var body = await call.ReadAsync<RevokeBody>();
        return body.Succeeded
            ? await call.ActAsync(
                async () => (await revoke.RunAsync(call.Actor, new GrantId(id), body.Value.Reason ?? "", call.Aborted)).With(id), done => ShowAsync(call, read, done))
            : ApiProblems.Of(body.Refusal);
    }

    private static async Task<IResult> ExtendAsync(Guid id, ApiCall call, ExtendGrant extend, AwaitRequest settled)
    {
        var body = await call.ReadAsync<ExtendBody>();
        var by = body.Succeeded ? ApiJson.Duration("by", body.Value.By) : body.Refusal;
        if (!by.Succeeded)
            return ApiProblems.Of(by.Refusal);
        var form = new ExtensionForm(new GrantId(id), by.Value, body.Value.Reason ?? "")
        {
            Ticket = body.Value.Ticket,
            WithoutStepUp = body.Value.WithoutStepUp,
            IdempotencyKey = await call.FilingKeyAsync(),
        };
        return await call.ActAsync(
            async () => (await extend.RunAsync(call.Actor, form, call.Aborted)).Match<Outcome<Guid>>(
                request => request.Value, refusal => refusal is Refusal.Invalid invalid ? Renamed(invalid) : refusal),
            done => RequestAnswers.FiledAsync(call, settled, done));
    }

    private static Task<IResult> RevealAsync(Guid id, ApiCall call, RevealCredential reveal, ReadGrant read) => call.ActOnceAsync(
        async () =>
        {
            var secret = await reveal.RunAsync(call.Actor, new GrantId(id), call.Aborted);
            if (!secret.Succeeded)
                return secret.Refusal;
            var grant = await read.RunAsync(call.Actor, new GrantId(id), CancellationToken.None);   // the secret is out: its answer must not get lost
            return TypedResults.Ok(new RevealedJson(
                secret.Value.Principal, secret.Value.Secret, grant.Match(view => view.Material, _ => null), grant.Match(view => view.ConnectionLines, _ => [])));
        },
        "This key was used to show a secret already. It is shown once; make a new one with :rotate.");

    private static Task<IResult> RotateAsync(Guid id, ApiCall call, RotateCredential rotate, ReadGrant read) => call.ActOnceAsync(
        async () =>
        {
            var rotated = await rotate.RunAsync(call.Actor, new GrantId(id), call.Aborted);
            if (!rotated.Succeeded)
                return rotated.Refusal;
            if (rotated.Value.WhyNot is { } whyNot)
                return Outcome.Of(ApiProblems.Of(whyNot));   // it counts, and is not made again under this key
            return (await read.RunAsync(call.Actor, new GrantId(id), CancellationToken.None)).Match<Outcome<IResult>>(view => TypedResults.Ok(GrantJson.Of(view)), refusal => refusal);
        },
        "This key was used already. Read the access to see what became of it, and make another secret under another key.");

    /// <summary>A mistake is told of the field as this call names it.</summary>
    private static Refusal.Invalid Renamed(Refusal.Invalid invalid) =>
        new([.. invalid.Errors.Select(error => error.Field == "duration" ? error with { Field = "by" } : error)]);

    private static async Task<IResult> ShowAsync(ApiCall call, ReadGrant read, Guid id) =>
        (await read.RunAsync(call.Actor, new GrantId(id), call.Aborted)).Match<IResult>(view => TypedResults.Ok(GrantJson.Of(view)), ApiProblems.Of);
}
