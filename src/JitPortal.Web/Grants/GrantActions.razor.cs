using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>What the holder can do with an open grant.</summary>
public sealed partial class GrantActions
{
    private static readonly TimeSpan UsualExtension = TimeSpan.FromMinutes(30);
    private string? outcome;
    private ExtensionAnswer? answer;
    private bool extending;
    private readonly OneAtATime busy = new();
    private IReadOnlyList<ExtensionOutlook> outlooks = [];
    private (DateTimeOffset? EndsAt, bool MayExtend) known;

    [Parameter, EditorRequired]
    public required GrantView Grant { get; set; }

    /// <summary>The holder came here to give it back.</summary>
    [Parameter]
    public bool GivingBack { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ExtensionDesk Desk { get; init; }

    [Inject] public required PreviewExtensions PreviewExtensions { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    /// <summary>Half an hour, or what is possible instead, with the reason that was given for the access.</summary>
    private ExtensionOutlook? Quick => outlooks.FirstOrDefault(o => o.By == UsualExtension && o.Kind != OutlookKind.Refused) ?? outlooks.LastOrDefault(o => o.Kind != OutlookKind.Refused);

    private bool Soon => Grant.EndsAt - Time.GetUtcNow() <= TimeSpan.FromMinutes(10);

    /// <summary>A new end says by itself that the extension came through.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (known == (Grant.EndsAt, Grant.MayExtend))
            return;
        if (known.EndsAt != Grant.EndsAt)
            (answer, outcome) = (null, null);
        known = (Grant.EndsAt, Grant.MayExtend);   // its end is fixed before it is open, and only then it can be extended
        if (Grant.MayExtend)
            await ForeseeAsync();
    }

    /// <summary>The policies may say something else by now, and the form closes its button where they refuse.</summary>
    private async Task ToggleAsync()
    {
        extending = !extending;
        if (extending)
            await ForeseeAsync();
    }

    private async Task ForeseeAsync() =>
        outlooks = await PreviewExtensions.RunAsync(await Me.ReadAsync(CancellationToken.None), Grant.Id, CancellationToken.None);

    private Task AskAsync(ExtensionForm form) => busy.RunAsync(async () =>
    {
        (answer, outcome) = (null, null);
        answer = await Desk.AskAsync(form);
        if (answer.Refusal is null)
            Extended(answer.Filed);
    });

    private void Extended(string words) => (answer, outcome, extending) = (null, words, false);
}
