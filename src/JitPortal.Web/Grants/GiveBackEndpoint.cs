using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;

namespace JitPortal.Web.Grants;

/// <summary>Takes back what its holder gives back, by a plain form post: a page whose circuit is lost can still do it.</summary>
public static class GiveBackEndpoint
{
    public static string PathOf(GrantId id) => $"/access/{id}/give-back";

    public static void MapGiveBack(this IEndpointRouteBuilder app) =>
        app.MapPost("/access/{id:guid}/give-back", GiveBackAsync)
            .AddEndpointFilter<RequireAntiforgeryToken>();

    private static async Task<IResult> GiveBackAsync(
        Guid id, HttpContext context, ActorFromClaims actors, GiveBackGrant giveBack, CancellationToken ct)
    {
        var actor = await actors.ReadAsync(context, ct);
        if (actor is null)
            return TypedResults.Unauthorized();
        var given = await giveBack.RunAsync(actor, new GrantId(id), ct);
        return given.Match<IResult>(
            _ => IsScript(context.Request) ? TypedResults.NoContent() : TypedResults.LocalRedirect("/access"),
            refusal => refusal.ToProblem());
    }

    /// <summary>Our own script asks for JSON; a browser without scripts wants a page.</summary>
    private static bool IsScript(HttpRequest request) => request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal);
}
