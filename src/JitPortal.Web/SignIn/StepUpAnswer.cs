using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Requests;
using Microsoft.AspNetCore.Authentication;

namespace JitPortal.Web.SignIn;

/// <summary>
/// Somebody comes back from the issuer to do what they were asked to sign in again for. The new token must be of the session's own
/// issuer and subject, strong enough and new; only then the session rests on it, and what was kept is done.
/// </summary>
internal sealed class StepUpAnswer(SignInAnswer signIn, BrowserSession browser, ActorFromClaims actors, ContinueAction continueAction)
{
    /// <returns>Why nothing was done; <see langword="null"/> when it was carried out, or refused for a reason of its own.</returns>
    public async Task<SignInFailure?> TakeAsync(TicketReceivedContext context, string state)
    {
        var ct = context.HttpContext.RequestAborted;
        if (await browser.ReadAsync(context.HttpContext, ct) is not { } open)
            return SignInFailure.SessionEnded;
        if (await signIn.RecogniseAsync(context) is not { } session)
            return SignInFailure.NotAdmitted;
        if (!PortalSession.IsOf(session, open))
        {
            await browser.ReplaceAsync(context.HttpContext, ct);   // two people at one browser: neither goes on unseen
            return SignInFailure.SomebodyElse;
        }

        var actor = await actors.ReadAsync(session, context.HttpContext.Connection.RemoteIpAddress?.ToString(), ct) ?? throw new SessionEndedException();
        var continued = await continueAction.RunAsync(actor, open.Id, state, ct);
        if (!continued.Succeeded)
            return continued.Refusal is Refusal.NeedsStepUp ? SignInFailure.NotStrongEnough : SignInFailure.NothingKept;
        context.Principal = session;
        SignInAnswer.KeepHint(context.Properties!);
        if (continued.Value.Done.Succeeded)
            context.ReturnUri = PathOf(continued.Value.Action, continued.Value.Done.Value);
        return null;
    }

    /// <summary>Where what became of it is shown: a phone stays on its page.</summary>
    internal static string PathOf(KeptAction action, RequestId id) => action is KeptAction.Decide { Form.Channel: DecisionChannel.Phone } ? $"/approve/{id}" : $"/requests/{id}";
}
