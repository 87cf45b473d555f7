using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>Giving up on a removal that yields no evidence: one administrator proposes it, another one agrees.</summary>
public sealed partial class ForceClose
{
    private string reason = "";
    private string? problem;
    private bool busy;

    [Parameter, EditorRequired]
    public required GrantView Grant { get; set; }

    /// <summary>Whether the reader is an administrator.</summary>
    [Parameter]
    public bool MayAct { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required AskForceClose Ask { get; init; }

    [Inject] public required AgreeForceClose Agree { get; init; }

    private string ReasonId => $"force-reason-{Grant.Id}";

    private async Task AskAsync() =>
        await DoAsync(Ask.RunAsync(await Me.ReadAsync(CancellationToken.None), Grant.Id, reason.Trim(), CancellationToken.None));

    private async Task AgreeAsync() => await DoAsync(Agree.RunAsync(await Me.ReadAsync(CancellationToken.None), Grant.Id, CancellationToken.None));

    private async Task DoAsync(Task<Outcome<Done>> work)
    {
        busy = true;
        try
        {
            problem = (await work).Refusal?.Shown;
        }
        finally
        {
            busy = false;
        }
    }
}
