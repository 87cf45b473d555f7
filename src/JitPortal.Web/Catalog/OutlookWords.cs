using JitPortal.Application.Catalog;
using JitPortal.Domain.Time;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Catalog;

/// <summary>What would happen, short enough for a chip.</summary>
public static class OutlookWords
{
    public static string Short(CatalogItem item) => item.Unavailable is not null ? T("not available now") : item.Outlook.Kind switch
    {
        OutlookKind.Automatic => T($"automatic to {DurationText.Format(item.Outlook.Longest)}"),
        OutlookKind.NeedsApproval => item.Outlook.Approvals switch { 0 => T("needs approval"), 1 => T("1 approval"), var people => T($"{people} approvals") },
        _ => T("not for you"),
    };

    public static Tone Tone(CatalogItem item) => item.Unavailable is null ? Tone(item.Outlook.Kind) : Shell.Tone.Neutral;

    public static string Icon(CatalogItem item) => item.Unavailable is null ? Icon(item.Outlook.Kind) : "warn";

    public static Tone Tone(OutlookKind kind) => kind switch
    {
        OutlookKind.Automatic => Shell.Tone.Good,
        OutlookKind.NeedsApproval => Shell.Tone.Waiting,
        _ => Shell.Tone.Bad,
    };

    public static string Icon(OutlookKind kind) => kind switch
    {
        OutlookKind.Automatic => "check",
        OutlookKind.NeedsApproval => "user",
        _ => "x",
    };
}
