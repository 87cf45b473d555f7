using JitPortal.Application.Catalog;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Web.Catalog;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>The form that asks for one role on one resource and says beforehand what will happen.</summary>
public sealed partial class RequestPanel : IAsyncDisposable
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(250);
    private readonly string idempotencyKey = Guid.NewGuid().ToString("N");
    private readonly string emergencyKey = Guid.NewGuid().ToString("N");
    private CancellationTokenSource previewing = new();
    private RequestDraft draft = RequestDraft.Empty;
    private RequestPreview? preview;

    /// <summary>What <see cref="preview"/> is about: typing runs ahead of it.</summary>
    private (RequestDraft, EntitlementId)? judged;
    private IReadOnlyList<FieldError> errors = [];
    private string? refusal;

    /// <summary>It is not to be had as things are, whatever is filled in.</summary>
    private string? hopeless;
    private Refusal.NeedsStepUp? stepUp;
    private bool previewFailed;
    private readonly OneAtATime sending = new();
    private ElementReference reasonField;
    private CatalogItem? seen;

    /// <summary>Whose draft it is: the next person at the same browser is not shown it.</summary>
    private string? writer;
    private bool focusReason;

    [Parameter, EditorRequired]
    public required CatalogGroup Group { get; set; }

    /// <summary>The chosen role.</summary>
    [Parameter, EditorRequired]
    public required CatalogItem Item { get; set; }

    /// <summary>Prefilled by a link, such as "1h".</summary>
    [Parameter]
    public string? StartLength { get; set; }

    [Parameter]
    public string? StartReason { get; set; }

    /// <summary>Whoever came by keyboard goes on with the reason.</summary>
    [Parameter]
    public bool FocusReason { get; set; }

    [Parameter]
    public EventCallback<CatalogItem> OnRole { get; set; }

    [Parameter]
    public EventCallback<RequestId> OnFiled { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required PreviewRequest PreviewRequest { get; init; }

    [Inject] public required SubmitRequest SubmitRequest { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required ILogger<RequestPanel> Logger { get; init; }

    private bool MaySubmit => !sending.Now && IsPossible;

    private bool IsPossible => Item.Unavailable is null && hopeless is null && !Taken && preview is not { Kind: OutlookKind.Refused } && draft.Duration is not null;

    /// <summary>It is asked for or held already, and once is enough.</summary>
    private bool Taken => Item.Waiting is not null || Item.Held is not null;

    /// <summary>Sign in again or go without: the choice says what would happen, and stands in place of asking once more.</summary>
    private bool Choosing => stepUp is not null;

    private string SubmitWord => sending.Now ? T("Asking") : T("Request access");

    /// <summary>On a phone, where the length has scrolled away: "Request 1 h, until 15:45".</summary>
    private string? UntilWord => !sending.Now && draft.Shown is { } length && Ends is { } end ? T($"Request {DurationText.Format(length)}, until {Clock.Short(end)}") : null;

    private DateTimeOffset? Ends => draft.Shown is { } length ? Clock.Now + length : null;

    /// <summary>The longest that any way admits for this role; <see langword="null"/> where that is not known.</summary>
    private TimeSpan? Longest => Item.Offers.Count == 0 ? null : Item.Offers.Max(offer => offer.Longest);

    /// <summary>For a runbook or a chat: opens this form as it stands.</summary>
    private string Link => draft.Duration is { } length ? $"/?ask={Item.Id}&for={Uri.EscapeDataString(DurationText.Format(length))}" : $"/?ask={Item.Id}";

    protected override async Task OnInitializedAsync()
    {
        seen = Item;
        draft = RequestDraft.Start(StartLength, StartReason, Item.Outlook.Longest);
        writer = (await Me.ReadAsync(previewing.Token)).Id.ToString();
        await PreviewAsync(previewing.Token);
    }

    /// <summary>Another role, or the same one read anew because something happened: what would become of the request is asked again.</summary>
    protected override Task OnParametersSetAsync()
    {
        var before = seen;
        seen = Item;
        if (before is null || ReferenceEquals(before, Item))
            return Task.CompletedTask;
        if (before.Id != Item.Id)
            (preview, errors, refusal, hopeless, stepUp) = (null, [], null, null, null);
        return PreviewSoonAsync(TimeSpan.Zero);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var asked = FocusReason && !focusReason;
        focusReason = FocusReason;
        if (asked)
            await reasonField.FocusAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await previewing.CancelAsync();
        previewing.Dispose();
    }

    private Task ChangeLengthAsync(LengthChoice length) => ChangeAsync(draft with { Length = length });

    private Task ChangeReasonAsync(string? typed) => ChangeAsync(draft with { Reason = typed ?? "" });

    private Task ChangeTicketAsync(ChangeEventArgs typed) => ChangeAsync(draft with { Ticket = typed.Value as string ?? "" });

    private Task ChangePublicKeyAsync(string key) => ChangeAsync(draft with { PublicKey = key });

    private Task ChangeAsync(RequestDraft changed)
    {
        draft = changed;
        (errors, refusal, stepUp) = ([], null, null);
        return PreviewSoonAsync(TypingPause);
    }

    private async Task PreviewSoonAsync(TimeSpan pause)
    {
        var ct = NextPreview();
        try
        {
            await Task.Delay(pause, Time, ct);
            await PreviewAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Typed on: the next preview answers.
        }
    }

    /// <summary>
    /// Swaps before it cancels and never awaits in between: handlers interleave at awaits, and a second one would meet a
    /// source that is disposed already.
    /// </summary>
    private CancellationToken NextPreview()
    {
        var before = previewing;
        previewing = new CancellationTokenSource();
        before.Cancel();
        before.Dispose();
        return previewing.Token;
    }

    private async Task PreviewAsync(CancellationToken ct)
    {
        var asked = (draft, Item.Id);
        if (draft.Form(Item, idempotencyKey) is not { } form)
        {
            (preview, hopeless) = (null, null);
            return;
        }

        try
        {
            var answer = await PreviewRequest.RunAsync(await Me.ReadAsync(ct), form, ct);
            previewFailed = false;
            preview = answer.Succeeded ? answer.Value : null;
            hopeless = answer.Refusal is null or Refusal.Invalid || Item.Unavailable is not null || Taken ? null : answer.Refusal.Shown;
            errors = answer.Refusal is Refusal.Invalid invalid ? [.. invalid.Errors.Where(error => error.Field != "reason" || draft.Reason.Length > 0)] : [];
            judged = asked;
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not SessionEndedException)
        {
            // The policy could not be asked. The text stays, and filing asks again for itself.
            Log.PreviewFailed(Logger, failure);
            (preview, hopeless, previewFailed) = (null, null, true);
        }
    }

    private Task SubmitAsync() => FileAsync(() => IsPossible ? draft.Form(Item, idempotencyKey) : null);

    /// <summary>As long as the policies offer in an emergency, whatever was asked for; under a key of its own, because it is another request.</summary>
    private Task EmergencyAsync() => FileAsync(() => preview?.Emergency is { } offer && draft.Form(Item, emergencyKey) is { } form
        ? form with { Emergency = true, Duration = offer.Duration }
        : null);

    /// <summary>The way that the sign-in is enough for, where the policies offer one.</summary>
    private Task WithoutStepUpAsync() => FileAsync(() => IsPossible && draft.Form(Item, idempotencyKey) is { } form ? form with { WithoutStepUp = true } : null);

    /// <param name="toFile">Asked once what was typed last has been judged; <see langword="null"/> where there is nothing to file.</param>
    private Task FileAsync(Func<RequestForm?> toFile) => sending.RunAsync(async () =>
    {
        if (judged != (draft, Item.Id))
            await PreviewAsync(CancellationToken.None);   // Ctrl Enter came before the pause in typing
        if (toFile() is not { } form)
            return;
        var filed = await SubmitRequest.RunAsync(await Me.ReadAsync(CancellationToken.None), form, CancellationToken.None);
        if (filed.Succeeded)
            await OnFiled.InvokeAsync(filed.Value);
        else if (filed.Refusal is Refusal.NeedsStepUp stronger)
            (errors, refusal, stepUp) = ([], null, stronger);
        else
            (errors, refusal) = filed.Refusal is Refusal.Invalid invalid ? (invalid.Errors, Elsewhere(invalid)) : ([], filed.Refusal.Shown);
    });

    private string? Error(string field) => errors.FirstOrDefault(error => string.Equals(error.Field, field, StringComparison.OrdinalIgnoreCase))?.Shown;

    private string Invalid(string field) => Error(field) is null ? "false" : "true";

    /// <summary>Mistakes in something that this form does not show still have to be said.</summary>
    private static string? Elsewhere(Refusal.Invalid invalid) =>
        string.Join(' ', invalid.Errors.Where(error => !RequestDraft.Fields.Contains(error.Field)).Select(error => error.Shown)) is { Length: > 0 } words ? words : null;
}
