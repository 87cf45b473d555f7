using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>Asks for more time on the same grant; the access is never cut in between.</summary>
public sealed partial class ExtendForm
{
    private static readonly IReadOnlyList<TimeSpan> Presets = [TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];
    private TimeSpan by = Presets[1];
    private string reason = "";
    private string? ticket;
    private ExtensionAnswer? answer;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required GrantView Grant { get; set; }

    /// <summary>What each length would lead to, as far as it is known.</summary>
    [Parameter]
    public IReadOnlyList<ExtensionOutlook> Outlooks { get; set; } = [];

    /// <summary>Asked for; carries the sentence to show.</summary>
    [Parameter]
    public EventCallback<string> OnDone { get; set; }

    [Inject] public required ExtensionDesk Desk { get; init; }

    private string ReasonId => $"extend-reason-{Grant.Id}";

    private string TicketId => $"extend-ticket-{Grant.Id}";

    private bool TakesTicket => Outlooks.Any(outlook => outlook.TakesTicket);

    /// <summary>As typed; that of the access until then.</summary>
    private string Ticket
    {
        get => ticket ?? Outlooks.Select(outlook => outlook.Ticket).FirstOrDefault() ?? "";
        set => ticket = value;
    }

    private ExtensionForm Filled => new(Grant.Id, by, reason.Trim()) { Ticket = TakesTicket ? Ticket : null };

    /// <summary>Of what is filled in now: an answer to something else is none any more.</summary>
    private ExtensionAnswer? Answer => answer is { } given && given.Asked with { WithoutStepUp = false } == Filled ? given : null;

    private ExtensionOutlook? Outlook => Outlooks.FirstOrDefault(outlook => outlook.By == by);

    /// <summary>Why the chosen length is refused, unless what is filled in was not judged yet and may change that.</summary>
    private string? Impossible => Outlook is { Kind: OutlookKind.Refused } refused && !(refused.NeedsReason && reason.Trim().Length > 0) && Ticket == (refused.Ticket ?? "") ? refused.Sentence : null;

    private string? Leads(TimeSpan length) => Outlooks.FirstOrDefault(outlook => outlook.By == length) switch
    {
        null => null,
        { Kind: OutlookKind.Automatic } => T("automatic"),
        { Asks: { } asks } => T($"asks {asks}"),
        _ => T("not possible"),
    };

    private Task SendAsync() => Impossible is null ? AskAsync(Filled) : Task.CompletedTask;

    private Task AskAsync(ExtensionForm form) => busy.RunAsync(async () =>
    {
        answer = null;
        answer = await Desk.AskAsync(form);
        if (answer.Refusal is null)
            await OnDone.InvokeAsync(answer.Filed);
    });
}
