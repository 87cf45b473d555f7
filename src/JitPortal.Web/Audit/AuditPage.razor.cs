using System.Globalization;
using JitPortal.Application.Audit;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Audit;

/// <summary>The log as it is, page by page, with the event that is open beside it. The open event is in the address, so it can be sent.</summary>
public sealed partial class AuditPage
{
    private const int PageSize = 100;

    private static IReadOnlyList<(string Key, string Word)> Kinds =>
        [("", T("All")), ("request.", T("Requests")), ("grant.", T("Access")), ("policy.", T("Policies")), ("person.", T("People")), ("catalog.", T("Catalogue"))];

    private static IReadOnlyList<string> Columns => [T("When"), T("What"), T("Who"), T("About"), T("No.")];
    private static readonly IReadOnlyList<string> Place = ["before", "event"];
    private readonly Dictionary<long, ElementReference> links = [];
    private AuditLog? view;
    private string? refusal;
    private AuditEventView? opened;
    private string? missing;
    private bool moved;
    private long? closed;
    private (string? Kind, string? Before, string? Event)? read;

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    /// <summary>The number of the event after the first one shown.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public string? Before { get; set; }

    /// <summary>The number of the event that is open.</summary>
    [SupplyParameterFromQuery(Name = "event")]
    public string? Event { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required BrowseAudit BrowseAudit { get; init; }

    [Inject] public required ReadAuditEvent ReadAuditEvent { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        if (read is not { } known || known == (Kind, Before, Event))
            return;
        moved = true;
        closed = Event is null ? opened?.Sequence : null;
        if (known.Kind == Kind && known.Before == Before)
            await OpenAsync(await Me.ReadAsync(CancellationToken.None));
        else
            await ReadAsync();
    }

    /// <summary>Whoever closes an event goes on where they opened it.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (closed is not { } sequence || opened is not null)
            return;
        closed = null;
        if (view?.Lines.Any(line => line.Sequence == sequence) == true && links.TryGetValue(sequence, out var link))
            await link.FocusAsync();
    }

    private async Task ReadAsync()
    {
        var me = await Me.ReadAsync(CancellationToken.None);
        var page = await PageAsync(me);
        view = page.Succeeded ? page.Value : null;
        refusal = page.Refusal?.Shown;
        await OpenAsync(me);
    }

    /// <summary>What is open stays where it is until the new is there: nobody loses their place because the log has grown.</summary>
    private async Task OpenAsync(Actor me)
    {
        read = (Kind, Before, Event);
        if (Event is null || refusal is not null)
        {
            (opened, missing) = (null, null);
            return;
        }
        var found = await FindAsync(me, Event);
        opened = found.Succeeded ? found.Value : null;
        missing = found.Refusal?.Shown;
    }

    private async Task<Outcome<AuditLog>> PageAsync(Actor me)
    {
        if (Before is null)
            return await BrowseAudit.RunAsync(me, Kind, before: null, PageSize, CancellationToken.None);
        return Number(Before) is { } sequence ? await BrowseAudit.RunAsync(me, Kind, sequence, PageSize, CancellationToken.None) : NoNumber(Before);
    }

    private async Task<Outcome<AuditEventView>> FindAsync(Actor me, string text) =>
        Number(text) is { } sequence ? await ReadAuditEvent.RunAsync(me, sequence, CancellationToken.None) : NoNumber(text);

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;

    private static Refusal NoNumber(string text) => new Refusal.NotFound(Both($"“{text}” is not the number of an event."));
}
