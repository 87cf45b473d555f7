using JitPortal.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JitPortal.Web.Shell;

/// <summary>An expected "no" as an RFC 9457 answer.</summary>
public static class RefusalResults
{
    public static ProblemHttpResult ToProblem(this Refusal refusal) => TypedResults.Problem(refusal.Shown, statusCode: refusal switch
    {
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.Conflict => StatusCodes.Status409Conflict,
        Refusal.Forbidden => StatusCodes.Status403Forbidden,
        Refusal.NeedsStepUp => StatusCodes.Status401Unauthorized,
        Refusal.Invalid => StatusCodes.Status400BadRequest,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, message: null),
    });
}
