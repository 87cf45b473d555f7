using JitPortal.Application.Notices;
using JitPortal.Storage.Notices;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Notices;

/// <summary>Who was asked, how, and whether they have seen it.</summary>
internal static class AskedWords
{
    private const int Shown = 6;

    /// <summary>"Asked Ann Lowe (in-app, mail; seen 14:47), Bo Berg (in-app)."</summary>
    public static string Of(IReadOnlyList<AskedApprover> asked, ViewerClock clock)
    {
        var some = string.Join(", ", asked.OrderByDescending(who => who.SeenAt is not null).Take(Shown).Select(who => Of(who, clock)));
        return asked.Count > Shown ? T($"Asked {some} and {asked.Count - Shown} more.") : T($"Asked {some}.");
    }

    private static string Of(AskedApprover who, ViewerClock clock) => $"{who.Name} ({T("in-app")}{Mail(who.Mail)}{(who.SeenAt is { } seen ? T($"; seen {clock.Short(seen)}") : "")})";

    private static string Mail(DeliveryState? state) => state switch
    {
        DeliveryState.Sent => T(", mail"),
        DeliveryState.Pending => T(", mail on its way"),
        DeliveryState.GivenUp => T(", mail could not be delivered"),
        _ => "",
    };
}
