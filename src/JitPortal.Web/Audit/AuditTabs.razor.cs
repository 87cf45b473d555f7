using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Audit;

/// <summary>The ways to look at what happened.</summary>
public sealed partial class AuditTabs
{
    private static IReadOnlyList<(string Key, string Word, string Href)> Places =>
    [
        ("who", T("Who had what"), "/audit/who"), ("log", T("All events"), "/audit"), ("exceptions", T("Exceptions"), "/audit/exceptions"), ("lookup", T("Look up a login"), "/audit/lookup"),
    ];

    /// <summary>"who", "log", "exceptions" or "lookup".</summary>
    [Parameter, EditorRequired]
    public required string Here { get; set; }
}
