using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>Giving up on a removal that yields no evidence: one administrator proposes it, another one agrees.</summary>
public sealed partial class ForceClose
{
    private string reason = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required GrantView Grant { get; set; }

    /// <summary>Whether the reader is an administrator.</summary>
    [Parameter]
    public bool MayAct { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required AskForceClose Ask { get; init; }

    [Inject] public required AgreeForceClose Agree { get; init; }

    private string ReasonId => $"force-reason-{Grant.Id}";

    private Task AskAsync() => DoAsync(me => Ask.RunAsync(me, Grant.Id, reason.Trim(), CancellationToken.None));

    private Task AgreeAsync() => DoAsync(me => Agree.RunAsync(me, Grant.Id, CancellationToken.None));

    private Task DoAsync(Func<Actor, Task<Outcome<Done>>> work) => busy.RunAsync(async () => problem = (await work(await Me.ReadAsync(CancellationToken.None))).Refusal?.Shown);
}
