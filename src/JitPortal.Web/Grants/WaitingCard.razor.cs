using JitPortal.Application.Requests;
using JitPortal.Web.Requests;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>What was asked for and is not decided yet, beside what is held.</summary>
public sealed partial class WaitingCard
{
    private string? refusal;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required RequestSummary Request { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required WithdrawRequest WithdrawRequest { get; init; }

    private Chip Words => RequestWords.Of(Request);

    private string TitleId => $"waiting-title-{Request.Id}";

    /// <summary>The page, which hears of it, takes the card away.</summary>
    private Task WithdrawAsync() => busy.RunAsync(async () =>
    {
        var withdrawn = await WithdrawRequest.RunAsync(await Me.ReadAsync(CancellationToken.None), Request.Id, CancellationToken.None);
        refusal = withdrawn.Succeeded ? null : withdrawn.Refusal.Shown;
    });
}
