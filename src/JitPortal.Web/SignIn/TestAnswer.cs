using JitPortal.Application.People;
using JitPortal.Domain.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

/// <summary>An administrator comes back from a test of the sign-in: what the issuer said is reported, and the session stays as it was.</summary>
internal sealed class TestAnswer(BrowserSession browser, ReadActor readActor, KeepSignInReport keepReport, AssuranceMapping assurance, IOptions<SignInOptions> options)
{
    /// <returns>Why there is no report.</returns>
    public async Task<SignInFailure?> TakeAsync(TicketReceivedContext context, string session)
    {
        var ct = context.HttpContext.RequestAborted;
        var open = await browser.ReadAsync(context.HttpContext, ct);
        if (open is null || open.Id.ToString() != session || await readActor.RunAsync(open.Person, open.Id, ct) is not { } actor)
            return SignInFailure.SessionEnded;
        var report = SignInReport.Of(context.Principal!, options.Value, assurance.Of(context.Principal!, SubjectKind.Person));
        if (!(await keepReport.RunAsync(actor, report.Write(), ct)).Succeeded)
            return SignInFailure.NotAdmitted;
        context.Response.Redirect(IdentityPage.Path);
        context.HandleResponse();   // nobody is signed in by a test
        return null;
    }
}
