using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>What a page that failed shows in its place. The exception itself is in the log, not on the page.</summary>
public sealed partial class Failed
{
    [Parameter, EditorRequired]
    public required Exception Failure { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    private bool Ended => Failure is SessionEndedException;

    private string Title => Ended ? T("You are signed out") : T("This page could not be shown");

    private string Sentence => Ended
        ? T("Taking you to the sign-in.")
        : T("Something broke on our side and was noted in the log. What you did before stays as it was.");
}
