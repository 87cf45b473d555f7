using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>What people see in place of a bare status code.</summary>
public sealed partial class StatusPage
{
    [Parameter]
    public int Code { get; set; } = StatusCodes.Status404NotFound;

    private string Title => Code switch
    {
        StatusCodes.Status404NotFound => T("There is nothing here"),
        StatusCodes.Status403Forbidden => T("This is not for you"),
        StatusCodes.Status400BadRequest => T("That page was out of date"),
        _ => T("That did not work"),
    };

    private string Sentence => Code switch
    {
        StatusCodes.Status404NotFound => T("The address may be mistyped, or you may not see what lies behind it."),
        StatusCodes.Status403Forbidden => T("Your account may not open this page. An administrator can change that."),
        StatusCodes.Status400BadRequest => T("Load the page again and repeat what you did."),
        _ => T($"The server answered {Code}. Try again in a moment."),
    };
}
