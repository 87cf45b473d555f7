using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.SignIn;

/// <summary>One plain sentence for each way a sign-in fails; details are in the log.</summary>
public sealed partial class SignInFailedPage
{
    [SupplyParameterFromQuery(Name = "because")]
    public string? Because { get; set; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private SignInFailure Failure => Enum.TryParse<SignInFailure>(Because, out var failure) ? failure : SignInFailure.IssuerAnswer;

    private string Title => Failure == SignInFailure.IssuerOutOfReach ? T("The sign-in service cannot be reached") : T("You are not signed in");

    private string Sentence => Failure switch
    {
        SignInFailure.NotAdmitted => T("Your sign-in is fine, but your account in this portal is disabled. Ask an administrator."),
        SignInFailure.IssuerOutOfReach => T("You cannot be signed in just now, and nothing was done. What is open stays open until its end. Try again in a minute."),
        SignInFailure.SomebodyElse => T("Somebody else signed in than the person who was asked to confirm. Nothing was done, and the session has ended."),
        SignInFailure.SessionEnded => T("The session ended while you were away, so nothing was done. Sign in again."),
        _ => T("The sign-in did not complete. That happens when it takes too long or was begun in another window."),
    };
}
