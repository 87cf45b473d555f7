using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Notices;

/// <summary>How many notices are unread, and the way to them.</summary>
public sealed partial class Bell
{
    private const int Most = 99;

    [Parameter, EditorRequired]
    public int Unread { get; set; }

    private string Label => Unread switch
    {
        0 => T("Notices, none unread"),
        1 => T("Notices, 1 unread"),
        _ => T($"Notices, {Unread} unread"),
    };
}
