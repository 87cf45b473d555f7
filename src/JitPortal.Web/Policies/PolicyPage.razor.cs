using System.Text.Json.Nodes;
using JitPortal.Application.Live;
using JitPortal.Application.Policies;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>One policy: written, proposed, confirmed, tried, and how it became what it is.</summary>
public sealed partial class PolicyPage
{
    private PolicyView? view;
    private PolicyNames? names;
    private PersonId me;
    private string? refusal;
    private bool isAdministrator;
    private PolicyEditor? editor;

    /// <summary>What is being written here is about a version that is not the last any more.</summary>
    private bool movedOn;

    /// <summary>Another one begins the editor anew.</summary>
    private object editing = new();

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadPolicy ReadPolicy { get; init; }

    [Inject] public required ReadPolicyNames ReadPolicyNames { get; init; }

    private string? Name => view is null ? null : (view.Draft?.Policy ?? Latest)?.Name ?? T("A policy that cannot be read");

    /// <summary>The last version that was published, in force or not.</summary>
    private Policy? Latest => view!.Versions is [var last, ..] ? last.Policy : null;

    private string InForceWords => view!.InForce is { } inForce
        ? T($"v{inForce.Version} in force since {Clock.Short(inForce.PublishedAt)}")
        : view.Versions.Count > 0 ? T("Retired") : T("Not in force yet");

    /// <summary>The draft, or what is in force as the beginning of the next version.</summary>
    private string? Start
    {
        get
        {
            if (view!.Draft is { } draft)
                return draft.Document;
            if (view.Versions.Count == 0)
                return null;
            var document = JsonNode.Parse(view.Versions[0].Document)!;
            document["version"] = view.Last + 1;
            return document.ToJsonString();
        }
    }

    public static string AddressOf(PolicyId id) => $"/policies/{id}";

    /// <summary>Who is at a policy is not disturbed by what happens elsewhere.</summary>
    private static bool Concerns(LiveEvent happened) => happened.Type is AuditTypes.PolicyPublished or AuditTypes.PolicyRetired or AuditTypes.PolicyProposed or AuditTypes.PolicyProposalWithdrawn;

    /// <summary>What somebody is writing is never taken away from them.</summary>
    private async Task ReadUnlessWritingAsync()
    {
        if (Tab is not (null or "") || editor is not { HasUnsaved: true })
        {
            await ReadAsync();
            return;
        }
        var now = await ReadPolicy.RunAsync(await Me.ReadAsync(CancellationToken.None), new PolicyId(Id), CancellationToken.None);
        movedOn = now.Succeeded && Stand(now.Value) != Stand(view!);   // else it was another policy

        static (int Last, int? InForce, PersonId? Author, DateTimeOffset? Proposed) Stand(PolicyView policy) =>
            (policy.Last, policy.InForce?.Version, policy.Draft?.AuthorId, policy.Draft?.ProposedAt);
    }

    private async Task ReadAsync()
    {
        var actor = await Me.ReadAsync(CancellationToken.None);
        (me, isAdministrator) = (actor.Id, actor.Is(PortalRole.Administrator));
        var read = await ReadPolicy.RunAsync(actor, new PolicyId(Id), CancellationToken.None);
        (view, refusal, movedOn) = (read.Succeeded ? read.Value : null, read.Refusal?.Shown, false);
        var known = await ReadPolicyNames.RunAsync(actor, CancellationToken.None);
        names = known.Succeeded ? known.Value : PolicyNames.None;
    }

    private async Task AgainAsync()
    {
        await ReadAsync();
        editing = new object();
    }
}
