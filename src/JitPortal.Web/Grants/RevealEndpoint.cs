using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;

namespace JitPortal.Web.Grants;

/// <summary>Hands a secret to its holder in one plain HTTP answer that nobody keeps.</summary>
public static class RevealEndpoint
{
    public static string PathOf(GrantId id) => $"/access/{id}/reveal";

    public static void MapReveal(this IEndpointRouteBuilder app) =>
        app.MapPost("/access/{id:guid}/reveal", RevealAsync)
            .AddEndpointFilter<RequireAntiforgeryToken>();

    private static async Task<IResult> RevealAsync(
        Guid id, HttpContext context, ActorFromClaims actors, RevealCredential reveal, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var actor = await actors.ReadAsync(context, ct);
        if (actor is null)
            return TypedResults.Unauthorized();
        var revealed = await reveal.RunAsync(actor, new GrantId(id), ct);
        return revealed.Match<IResult>(value => TypedResults.Ok(new RevealedSecret(value.Principal, value.Secret)), refusal => refusal.ToProblem());
    }
}

/// <summary>The body of the one answer that carries the secret.</summary>
internal sealed record RevealedSecret(string Principal, string Secret);
