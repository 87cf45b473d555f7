using Microsoft.AspNetCore.Antiforgery;

namespace JitPortal.Web.SignIn;

/// <summary>Refuses a browser's POST that does not come from one of our own pages.</summary>
internal sealed class RequireAntiforgeryToken(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (await antiforgery.IsRequestValidAsync(context.HttpContext))
            return await next(context);
        return TypedResults.Problem(T("The page is out of date; load it again."), statusCode: StatusCodes.Status400BadRequest);
    }
}
