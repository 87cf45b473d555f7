using JitPortal.Domain;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace JitPortal.Web.Intake;

/// <summary>The caller's token is good and not strong enough: how to get one that is, as RFC 9470 says it.</summary>
internal sealed class StepUpProblem(Refusal.NeedsStepUp refusal) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var rule = httpContext.RequestServices.GetRequiredService<AssuranceMapping>().Rule(refusal.Level);
        List<string> words = ["error=\"insufficient_user_authentication\"", "error_description=\"A stronger sign-in is needed\""];
        if (rule is { Acr.Length: > 0 })
            words.Add($"acr_values=\"{string.Join(' ', rule.Acr)}\"");
        if (rule is { LongestAge: { } longest })
            words.Add($"max_age=\"{(long)longest.TotalSeconds}\"");
        httpContext.Response.Headers[HeaderNames.WWWAuthenticate] = $"Bearer {string.Join(", ", words)}";
        await Problem().ExecuteAsync(httpContext);
    }

    private ProblemHttpResult Problem() => ApiProblems.Make(StatusCodes.Status401Unauthorized, "step-up", "A stronger sign-in is needed", refusal.Message);
}
