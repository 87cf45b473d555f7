using JitPortal.Application.Targets;
using JitPortal.Domain.Targets;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace JitPortal.Web.Targets;

/// <summary>
/// The form of a target, made from its kind's own fields. It is sent by js/settings-form.js; this component, and with it the circuit,
/// only learns what was found (I-33).
/// </summary>
public sealed partial class SettingsForm : IAsyncDisposable
{
    private IJSObjectReference? module;
    private ElementReference form;
    private TargetAnswer answer = TargetAnswer.None;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required TargetKindView Kind { get; set; }

    /// <summary>The target that is changed; <see langword="null"/> for a new one.</summary>
    [Parameter]
    public TargetId? Known { get; set; }

    [Parameter]
    public string Name { get; set; } = "";

    [Parameter]
    public IReadOnlyDictionary<string, string>? Values { get; set; }

    [Parameter]
    public bool HasSecret { get; set; }

    /// <summary>It was kept.</summary>
    [Parameter]
    public EventCallback<TargetId> OnSaved { get; set; }

    [Inject] public required IJSRuntime Browser { get; init; }

    private string SavePath => Known is { } id ? TargetEndpoints.ChangePath(id) : TargetEndpoints.ConnectPath;

    private string SecretHint => HasSecret ? T("Stored; type to replace it") : "";

    private string Verdict => answer switch
    {
        { Saved: not null } => T("Saved."),
        _ when answer.Findings.Any(finding => finding.Level == nameof(FindingLevel.Problem)) => T("Not saved: mend what is marked with a cross first."),
        _ => T("No problem found."),
    };

    /// <summary>Mistakes in something that this form does not show still have to be said.</summary>
    private string? Elsewhere => answer.Problem
        ?? (string.Join(' ', answer.Errors.Where(error => !IsShown(error.Field)).Select(error => error.Shown)) is { Length: > 0 } words ? words : null);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and what was typed with it.
        }
    }

    private Task TestAsync() => SendAsync(TargetEndpoints.TryPath);

    private async Task SaveAsync()
    {
        await SendAsync(SavePath);
        if (Guid.TryParse(answer.Saved, out var id))
            await OnSaved.InvokeAsync(new TargetId(id));
    }

    private Task SendAsync(string path) => busy.RunAsync(async () =>
    {
        var script = Assets["js/settings-form.js"];
        module ??= await Browser.InvokeAsync<IJSObjectReference>("import", script.StartsWith('/') ? script : $"./{script}");
        answer = await module.InvokeAsync<TargetAnswer>("send", form, path);
    });

    private string ValueOf(SettingField field) => Values?.GetValueOrDefault(field.Name) ?? (field.Type == SettingType.Flag ? field.Default ?? "false" : "");

    private bool IsShown(string field) => field is "name" or "secret" || Kind.Form.Settings.Any(known => known.Name == field);

    private string? Error(string field) => answer.Errors.FirstOrDefault(error => error.Field == field)?.Shown;

    private string Invalid(string field) => Error(field) is null ? "false" : "true";
}
