using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>What people see in place of a bare status code.</summary>
public sealed partial class StatusPage
{
    [Parameter]
    public int Code { get; set; } = StatusCodes.Status404NotFound;

    private string Title => Code switch
    {
        StatusCodes.Status404NotFound => "There is nothing here",
        StatusCodes.Status403Forbidden => "This is not for you",
        StatusCodes.Status400BadRequest => "That page was out of date",
        _ => "That did not work",
    };

    private string Sentence => Code switch
    {
        StatusCodes.Status404NotFound => "The address may be mistyped, or you may not see what lies behind it.",
        StatusCodes.Status403Forbidden => "Your account may not open this page. An administrator can change that.",
        StatusCodes.Status400BadRequest => "Load the page again and repeat what you did.",
        _ => $"The server answered {Code}. Try again in a moment.",
    };
}
