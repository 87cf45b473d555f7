using Microsoft.Playwright;

namespace JitPortal.E2E;

/// <summary>Every page that is looked at, by who sees it, each with what it is for. Those that grow are in <see cref="CrowdStory"/>.</summary>
internal static class LookPages
{
    public static IReadOnlyList<LookedAt> OfRequester(IPage page, string held, string waiting, string withdrawn) =>
    [
        new("access", page, "mira", "/access", "give-back"),
        new("access-extend", page, "mira", "/access", "extend-send", p => p.GetByTestId("extend").First.ClickAsync()),
        new("access-stop-mine", page, "mira", "/access", "stop-mine-dialog", OpenStopMineAsync),
        new("catalogue-no-match", page, "mira", "/", "catalogue-no-match", p => p.GetByTestId("filter").FillAsync("no such thing")),
        new("request-by-person", page, "mira", "/?resource=orders-db&role=Write&for=2h", "request-panel"),
        new("request-waiting", page, "mira", "/requests/" + waiting, "request-state"),
        new("request-held", page, "mira", "/requests/" + held, "give-back"),
        new("request-withdrawn", page, "mira", "/requests/" + withdrawn, "request-state"),
        new("requests", page, "mira", "/requests", "requests"),
        new("requests-no-match", page, "mira", "/requests?q=no+such+thing", "requests-no-match"),
        new("entitlement", page, "mira", "/?resource=orders-db&role=Read", "ask", p => p.GetByTestId("about-entitlement").ClickAsync()),
        new("notices", page, "mira", "/notices", "notices"),
        new("notice-settings", page, "mira", "/settings/notices", "mail-address"),
        new("away", page, "mira", "/away", "away-form"),
        new("palette", page, "mira", "/", "palette-text", p => p.Keyboard.PressAsync("Control+k")),
        new("user-menu", page, "mira", "/", "sign-out", p => p.GetByTestId("user-menu-button").First.ClickAsync()),
        new("no-such-page", page, "mira", "/no-such-page", "home"),
        new("not-yours", page, "mira", "/admin", "home"),
        new("step-up-over", page, "mira", "/step-up/no-longer-kept/done", "step-up-refusal"),
    ];

    public static IReadOnlyList<LookedAt> OfApprover(IPage page, string waiting, string withdrawn) =>
    [
        new("phone-decide", page, "bo", "/approve/" + waiting, "approve"),
        new("phone-ask", page, "bo", "/approve/" + waiting, "ask-send", p => p.GetByTestId("ask").ClickAsync()),
        new("phone-pass-on", page, "bo", "/approve/" + waiting, "pass-on-send", p => p.GetByTestId("pass-on").ClickAsync()),
        new("approval-armed", page, "bo", "/approvals?id=" + waiting, "approve", p => p.GetByTestId("approve").PressAsync("a")),
        new("approval-ask", page, "bo", "/approvals?id=" + waiting, "ask-send", p => p.GetByTestId("ask").ClickAsync()),
        new("approval-pass-on", page, "bo", "/approvals?id=" + waiting, "pass-on-send", p => p.GetByTestId("pass-on").ClickAsync()),
        new("approval-said", page, "bo", "/approvals?id=" + waiting, "said-request.question"),
        new("phone-over", page, "bo", "/approve/" + withdrawn, "outcome"),
        new("approval-deny", page, "bo", "/approvals", "deny-send", DenyAsync),
        new("decided", page, "bo", "/approvals/decided", "decided"),
        new("decided-no-match", page, "bo", "/approvals/decided?q=no+such+thing", "decided-no-match"),
        new("reviews", page, "bo", "/reviews", "reviews-summary"),
        new("away-approver", page, "bo", "/away", "away-form"),
        new("notices-many", page, "bo", "/notices", "notices"),
    ];

    public static IReadOnlyList<LookedAt> OfAdministrator(IPage page) =>
    [
        new("person", page, "tove", "/admin/people", "facts", p => p.GetByTestId("people").GetByRole(AriaRole.Link).First.ClickAsync()),
        new("identity", page, "tove", "/admin/identity", "test-sign-in"),
        new("targets", page, "tove", "/admin/targets", "all-targets"),
        new("target", page, "tove", "/admin/targets", "target-heading", async p =>
        {
            await p.GetByTestId("target-orders-back-office").ClickAsync();
            await p.GetByTestId("look-for-drift").ClickAsync();
            await p.GetByTestId("held-kari").First.WaitForAsync();   // access that nobody recorded
            await p.GetByTestId("target-heading").ScrollIntoViewIfNeededAsync();
        }),
        new("target-new", page, "tove", "/admin/targets/new", "settings-form"),
        new("target-new-http", page, "tove", "/admin/targets/new?kind=signed-http", "settings-form"),
        new("policies", page, "tove", "/policies", "policies"),
        new("policy", page, "tove", "/policies", "policy-heading", OpenPolicyAsync),
        new("policy-try", page, "tove", "/policies", "try-form", p => OpenTabAsync(p, "tab-try")),
        new("policy-versions", page, "tove", "/policies", "versions", p => OpenTabAsync(p, "tab-versions")),
        new("policy-templates", page, "tove", "/policies/new", "templates"),
        new("stop", page, "tove", "/stop", "stop-summary"),
    ];

    public static IReadOnlyList<LookedAt> OfAuditor(IPage page) =>
    [
        new("audit", page, "lea", "/audit", "audit"),
        new("audit-event", page, "lea", "/audit?kind=request.", "event-heading", p => p.GetByTestId("audit").GetByRole(AriaRole.Link).First.ClickAsync()),
        new("audit-event-record", page, "lea", "/audit", "event-heading", OpenRecordAsync),
        new("audit-event-missing", page, "lea", "/audit?event=987654321", "event-missing"),
        new("audit-who", page, "lea", "/audit/who?resource=orders-db", "who-answer"),
        new("audit-who-detail", page, "lea", "/audit/who?resource=orders-db", "who-detail", p => p.GetByTestId("who").GetByRole(AriaRole.Link).First.ClickAsync()),
        new("audit-exceptions", page, "lea", "/audit/exceptions", "span-form"),
        new("audit-look-up", page, "lea", "/audit/lookup?trace=jit_00000000000000000000000000000000", "lookup-form"),
        new("audit-overview", page, "lea", "/admin", "overview-summary"),
        new("audit-policies", page, "lea", "/policies", "policies"),
    ];

    public static IReadOnlyList<LookedAt> OfNobody(IPage page) =>
    [
        new("sign-in", page, "jon", "/", "person-jon"),
        new("sign-in-failed", page, "jon", "/sign-in-failed", "sign-in-again"),
        new("sign-in-by-another", page, "jon", "/sign-in-failed?because=SomebodyElse", "sign-in-again"),
        new("signed-out", page, "jon", "/signed-out", "sign-in-again"),
        new("error", page, "jon", "/error", "error-id"),
    ];

    private static async Task OpenRecordAsync(IPage page)
    {
        await page.GetByTestId("audit").GetByRole(AriaRole.Link).First.ClickAsync();
        await page.GetByTestId("event-record").ClickAsync();
        await page.GetByTestId("event-heading").ScrollIntoViewIfNeededAsync();
    }

    private static async Task OpenStopMineAsync(IPage page)
    {
        await page.GetByTestId("user-menu-button").First.ClickAsync();
        await page.GetByTestId("stop-mine-open").First.ClickAsync();
    }

    private static async Task DenyAsync(IPage page)
    {
        await page.GetByTestId("approvals").GetByRole(AriaRole.Link).Last.ClickAsync();
        await page.Locator("[data-testid=approvals] li:last-child [aria-current=true]").WaitForAsync();   // until then the bar is still that of the first
        await page.GetByTestId("deny").ClickAsync();
    }

    private static Task OpenPolicyAsync(IPage page) => page.GetByTestId("policies").GetByRole(AriaRole.Link).First.ClickAsync();

    private static async Task OpenTabAsync(IPage page, string tab)
    {
        await OpenPolicyAsync(page);
        await page.GetByTestId(tab).ClickAsync();
    }
}
