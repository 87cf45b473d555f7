using JitPortal.Domain;
using Microsoft.AspNetCore.Http.Metadata;

namespace JitPortal.Web.Intake;

/// <summary>
/// Nothing that a caller sends is skipped: a parameter that is not known would give an answer to another question, and a field where
/// none is taken was meant to change something.
/// </summary>
internal static class ApiStrictness
{
    public static RouteGroupBuilder RefuseTheUnknown(this RouteGroupBuilder api) => api.AddEndpointFilter(async (invocation, next) =>
    {
        var call = invocation.Arguments.OfType<ApiCall>().Single();
        var endpoint = invocation.HttpContext.GetEndpoint()!.Metadata;
        if (UnknownParameter(invocation.HttpContext.Request.Query, endpoint.GetMetadata<TakenParameters>()?.Names ?? []) is { } unknown)
            return ApiProblems.Of(unknown);
        var takesNoBody = HttpMethods.IsPost(invocation.HttpContext.Request.Method) && endpoint.GetMetadata<IAcceptsMetadata>() is null;
        return takesNoBody && (await call.ReadNothingAsync()).Refusal is { } mistake ? ApiProblems.Of(mistake) : await next(invocation);
    });

    private static Refusal.Invalid? UnknownParameter(IQueryCollection query, IReadOnlyList<string> known)
    {
        var unknown = query.Keys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
        var accepted = known.Count == 0 ? "This call takes no parameters." : $"This is no parameter of this call. It takes {string.Join(", ", known)}.";
        return unknown.Count == 0 ? null : new Refusal.Invalid([.. unknown.Select(name => new FieldError(name, accepted))]);
    }
}

/// <summary>The parameters in the address that an endpoint reads.</summary>
internal sealed record TakenParameters(IReadOnlyList<string> Names);
