using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace JitPortal.Web.Grants;

/// <summary>
/// Shows a secret once. The value goes from an HTTP answer straight into the page; this component, and with it the circuit,
/// only learns that it was shown (I-33).
/// </summary>
public sealed partial class SecretBox : IAsyncDisposable
{
    private DotNetObjectReference<SecretBox>? self;
    private IJSObjectReference? module;
    private ElementReference form;
    private ElementReference output;
    private string? problem;
    private bool shown;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required GrantView Grant { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required RotateCredential RotateCredential { get; init; }

    [Inject] public required StepUp StepUp { get; init; }

    [Inject] public required IJSRuntime Browser { get; init; }

    private string ValueId => $"secret-{Grant.Id}";

    /// <summary>The page has cleared the value.</summary>
    [JSInvokable]
    public void Hidden()
    {
        shown = false;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        try
        {
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the value with it.
        }
    }

    private Task RevealAsync() => WhenSureAsync(ShowAsync);

    private Task RotateAsync() => WhenSureAsync(MakeAnewAsync);

    /// <summary>A session that is too weak for it is made a stronger one first; then it is asked for again.</summary>
    private Task WhenSureAsync(Func<Task> show) => busy.RunAsync(async () =>
    {
        problem = null;
        if (Grant.StepUp is { } level)
            problem = await StepUp.BeginAsync(await Me.ReadAsync(CancellationToken.None), new KeptAction.Show(Grant.RequestId), level, CancellationToken.None);
        else
            await show();
    });

    private async Task MakeAnewAsync()
    {
        var rotated = await RotateCredential.RunAsync(await Me.ReadAsync(CancellationToken.None), Grant.Id, CancellationToken.None);
        problem = rotated.Match(rotation => rotation.WhyNot, refusal => refusal)?.Shown;
        if (problem is null)
            await ShowAsync();   // whoever asks for a new password wants to see it
    }

    private async Task ShowAsync()
    {
        var path = Assets["js/reveal.js"];
        module ??= await Browser.InvokeAsync<IJSObjectReference>("import", path.StartsWith('/') ? path : $"./{path}");
        self ??= DotNetObjectReference.Create(this);
        var answer = await module.InvokeAsync<Answer>("reveal", form, output, self);
        (shown, problem) = (answer.Shown, answer.Shown ? null : answer.Words);
    }

    private sealed record Answer(bool Shown, string Words);
}
