using JitPortal.Application.Targets;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>What whoever looks after the portal has to know now.</summary>
public sealed partial class OverviewPage
{
    private OperationsView? view;
    private string? forbidden;
    private DateTimeOffset readAt;
    private bool mayAct;

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadOperations ReadOperations { get; init; }

    private int Failing => view!.Targets.Count(target => target.Fails);

    private string? Oldest => view!.Debt.Select(grant => grant.EndsAt).Min() is { } oldest ? T($"oldest {Length.Words(Clock.Now - oldest)}") : null;

    private string? FirstLapse => view!.WithoutApprover.Select(request => request.LapsesAt).Min() is { } first ? T($"first lapses {Clock.Short(first)}") : null;

    private string Summary => view switch
    {
        null => T("Reading the state of everything"),
        { DebtCount: 0 } => T($"No. Every access that is over has evidence of its end, as of {Clock.Precise(readAt)}."),
        { DebtCount: 1 } => T($"1 removal is not confirmed, as of {Clock.Precise(readAt)}."),
        { DebtCount: var count } => T($"{count} removals are not confirmed, as of {Clock.Precise(readAt)}."),
    };

    private async Task ReadAsync()
    {
        var actor = await Me.ReadAsync(CancellationToken.None);
        var read = await ReadOperations.RunAsync(actor, CancellationToken.None);
        mayAct = actor.Is(PortalRole.Administrator);
        view = read.Succeeded ? read.Value : null;
        forbidden = read.Refusal?.Shown;
        readAt = Clock.Now;
    }
}
