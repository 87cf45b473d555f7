using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain.Grants;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>What do I hold, and until when?</summary>
public sealed partial class AccessPage
{
    private const int MostWaiting = 20;
    private IReadOnlyList<GrantView>? grants;
    private IReadOnlyList<RequestSummary> waiting = [];

    /// <summary>The grant that the holder came here to give back.</summary>
    [SupplyParameterFromQuery(Name = "grant")]
    public string? GivingBack { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListMyAccess ListMyAccess { get; init; }

    [Inject] public required ListRequests ListRequests { get; init; }

    private IEnumerable<GrantView> Open => grants!.Where(grant => grant.State != GrantState.Ended);

    private IEnumerable<GrantView> Unproven => grants!.Where(grant => grant is { State: GrantState.Revoking, Overdue: true });

    private IReadOnlyList<GrantView> Ended => [.. grants!.Where(grant => grant.State == GrantState.Ended)];

    private string Summary
    {
        get
        {
            if (grants is null)
                return T("Reading what you hold");
            var active = Open.Where(grant => grant.State == GrantState.Active).ToList();
            if (!Open.Any())
                return T("You hold no access. That is the normal state.");
            return active.Select(grant => grant.EndsAt).Min() is { } next
                ? T($"You hold {Things(active.Count)}. The next one ends {Clock.Spoken(next)}.")
                : T("Nothing is open right now.");
        }
    }

    private async Task ReadAsync()
    {
        var me = await Me.ReadAsync(CancellationToken.None);
        waiting = await ListRequests.RunAsync(me, new RequestFilter(RequestStage.Waiting, Text: null), after: null, MostWaiting, CancellationToken.None);
        grants = await ListMyAccess.RunAsync(me, CancellationToken.None);
    }

    private bool IsGivenBack(GrantView grant) => Guid.TryParse(GivingBack, out var id) && grant.Id == new GrantId(id);

    private static string Things(int count) => count == 1 ? T("1 thing") : T($"{count} things");
}
