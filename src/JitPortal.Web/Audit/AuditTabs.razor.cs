using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Audit;

/// <summary>The ways to look at what happened.</summary>
public sealed partial class AuditTabs
{
    private static readonly IReadOnlyList<(string Key, string Word, string Href)> Places =
    [
        ("who", "Who had what", "/audit/who"), ("log", "All events", "/audit"), ("exceptions", "Exceptions", "/audit/exceptions"), ("lookup", "Look up a login", "/audit/lookup"),
    ];

    /// <summary>"who", "log", "exceptions" or "lookup".</summary>
    [Parameter, EditorRequired]
    public required string Here { get; set; }
}
