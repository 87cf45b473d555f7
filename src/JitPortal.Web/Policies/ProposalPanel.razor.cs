using JitPortal.Application.Policies;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>What somebody wants a policy to become, for a second pair of eyes: the text, the difference and the findings.</summary>
public sealed partial class ProposalPanel
{
    private string? problem;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required DraftView Draft { get; set; }

    [Parameter, EditorRequired]
    public required PolicyId Policy { get; set; }

    [Parameter, EditorRequired]
    public required PolicyNames Names { get; set; }

    [Parameter]
    public bool IsMine { get; set; }

    [Parameter]
    public bool MayAct { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ConfirmPolicy ConfirmPolicy { get; init; }

    [Inject] public required WithdrawProposal WithdrawProposal { get; init; }

    [Inject] public required DiscardDraft DiscardDraft { get; init; }

    private string Lead => (Draft.Stale, Draft.ProposedAt) switch
    {
        (true, _) => T($"{Draft.Author} wrote this against a version that is not in force any more. It has to be written anew."),
        (_, { } at) => T($"{Draft.Author} proposed this at {Clock.Short(at)}. It applies once another administrator has confirmed it."),
        _ => T($"{Draft.Author} is writing this draft, last saved {Clock.Short(Draft.EditedAt)}. One policy has one draft."),
    };

    private Task ConfirmAsync() => DoAsync(actor => ConfirmPolicy.RunAsync(actor, Policy, Draft.Revision, CancellationToken.None));

    private Task WithdrawAsync() => DoAsync(actor => WithdrawProposal.RunAsync(actor, Policy, Draft.Revision, CancellationToken.None));

    private Task DiscardAsync() => DoAsync(actor => DiscardDraft.RunAsync(actor, Policy, Draft.Revision, CancellationToken.None));

    private Task DoAsync(Func<Actor, Task<Outcome<Done>>> work) => busy.RunAsync(async () =>
    {
        problem = (await work(await Me.ReadAsync(CancellationToken.None))).Refusal?.Shown;
        if (problem is null)
            await OnDone.InvokeAsync();
    });
}
