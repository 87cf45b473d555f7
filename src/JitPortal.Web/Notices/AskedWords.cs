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
        return asked.Count > Shown ? $"Asked {some} and {asked.Count - Shown} more." : $"Asked {some}.";
    }

    private static string Of(AskedApprover who, ViewerClock clock) => $"{who.Name} (in-app{Mail(who.Mail)}{(who.SeenAt is { } seen ? $"; seen {clock.Short(seen)}" : "")})";

    private static string Mail(DeliveryState? state) => state switch
    {
        DeliveryState.Sent => ", mail",
        DeliveryState.Pending => ", mail on its way",
        DeliveryState.GivenUp => ", mail could not be delivered",
        _ => "",
    };
}
