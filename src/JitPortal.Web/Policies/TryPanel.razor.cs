using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Time;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>"Would Jon get it on Sunday at three?", with the whole trace.</summary>
public sealed partial class TryPanel
{
    private string person = "";
    private string entitlement = "";
    private string duration = "1 h";
    private string reason = T("Trying the policy");
    private string at = "";
    private bool emergency;
    private string? problem;
    private Verdict? verdict;

    [Parameter, EditorRequired]
    public required Policy? Policy { get; set; }

    /// <summary>It is not in force yet.</summary>
    [Parameter]
    public bool IsDraft { get; set; }

    [Parameter, EditorRequired]
    public required PolicyNames Names { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required TryPolicy TryPolicy { get; init; }

    private Tone Tone => verdict switch
    {
        Verdict.Automatic => Tone.Good,
        Verdict.Refused => Tone.Bad,
        _ => Tone.Waiting,
    };

    protected override void OnInitialized() => at = Clock.ForInput(Clock.Now)[..16];

    private async Task TryAsync()
    {
        verdict = null;
        problem = Case() is { } tried ? await AskAsync(tried) : T("Choose a person and an entitlement, and give a duration such as 2 h and a time.");
    }

    private TriedCase? Case() =>
        Guid.TryParse(person, out var who) && Guid.TryParse(entitlement, out var what) && DurationText.Parse(duration) is { Succeeded: true, Value: var length } && Clock.Parse(at) is { } moment
            ? new TriedCase(new PersonId(who), new EntitlementId(what), length, reason, emergency, moment)
            : null;

    private async Task<string?> AskAsync(TriedCase tried)
    {
        if (Policy is null)
            return T("This policy cannot be read.");
        var decided = await TryPolicy.RunAsync(await Me.ReadAsync(CancellationToken.None), Policy, tried, CancellationToken.None);
        verdict = decided.Succeeded ? decided.Value : null;
        return decided.Refusal?.Shown;
    }

    private static string ResultWord(RuleTrace rule) => rule.Result switch
    {
        Truth.True => T("matches"),
        Truth.False => T("does not match"),
        _ => T("cannot be known"),
    };

    private static ReasonLine Line(Clause clause) => new(clause.Words, clause.Truth switch
    {
        Truth.True => true,
        Truth.False => false,
        _ => null,
    });
}
