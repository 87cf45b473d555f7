using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>The page after an exception: a number that is in the log too, and nothing of the exception itself.</summary>
public sealed partial class ErrorPage
{
    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private string ErrorId => Activity.Current?.TraceId.ToString() ?? Http?.TraceIdentifier ?? "";
}
