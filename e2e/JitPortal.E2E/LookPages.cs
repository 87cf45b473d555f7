using Microsoft.Playwright;

namespace JitPortal.E2E;

/// <summary>The pages that are looked at, by who sees them, each with what it is for. Those that grow are in <see cref="CrowdStory"/>.</summary>
internal static class LookPages
{
    public static IReadOnlyList<LookedAt> OfRequester(IPage page, string held, string waiting) =>
    [
        new("access", page, "mira", "/access", "give-back"),
        new("request-waiting", page, "mira", "/requests/" + waiting, "request-state"),
        new("request-held", page, "mira", "/requests/" + held, "give-back"),
    ];

    public static IReadOnlyList<LookedAt> OfApprover(IPage page, string waiting) => [new("phone-decide", page, "bo", "/approve/" + waiting, "approve")];

    public static IReadOnlyList<LookedAt> OfNobody(IPage page) =>
    [
        new("sign-in", page, "jon", "/", "person-jon"),
        new("sign-in-failed", page, "jon", "/sign-in-failed", "sign-in-again"),
        new("signed-out", page, "jon", "/signed-out", "sign-in-again"),
        new("error", page, "jon", "/error", "error-id"),
    ];
}
