using JitPortal.Application.Approvals;
using JitPortal.Application.Live;

namespace JitPortal.Web.Approvals;

/// <summary>What happens to access that the viewer allowed is told to its holder, and shown in lists of what was decided all the same.</summary>
internal static class DecidedLive
{
    public static bool Show(this IReadOnlyList<DecidedItem>? items, LiveEvent happened) =>
        happened.Grant is { } grant && items is not null && items.Any(item => item.Request.GrantId == grant);
}
