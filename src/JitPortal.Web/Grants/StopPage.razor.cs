using System.Globalization;
using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>Cut it off now: choose, see what would end, type its name, say why. Below, what is stopped and how far it has got.</summary>
public sealed partial class StopPage
{
    private const string Everything = "everything";
    private StopScopes? scopes;
    private IReadOnlyList<LockView>? locks;
    private StopPreview? preview;
    private LockScope? scope;
    private string chosen = "";
    private string reason = "";
    private string typed = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required StopDesk Desk { get; init; }

    private bool MayStop => !busy.Now && !string.IsNullOrWhiteSpace(reason) && IsTheName(typed, preview?.Name);

    /// <summary>In an emergency, on any keyboard: case and accents do not count.</summary>
    private static bool IsTheName(string typed, string? name) => name is not null
        && CultureInfo.InvariantCulture.CompareInfo.Compare(typed.Trim(), name, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) == 0;

    private async Task ReadAsync()
    {
        var me = await Me.ReadAsync(CancellationToken.None);
        var (known, standing) = await Desk.ReadAsync(me, CancellationToken.None);
        scopes = known;
        locks = standing.Succeeded ? standing.Value : [];
        problem = standing.Succeeded ? problem : standing.Refusal.Shown;
        await PreviewAsync();
    }

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        chosen = change.Value as string ?? "";
        scope = chosen == Everything ? LockScope.Everything : All().FirstOrDefault(choice => KeyOf(choice) == chosen)?.Scope;
        (typed, problem, preview) = ("", null, null);
        await PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        if (scope is not { } what)
        {
            preview = null;
            return;
        }
        var seen = await Desk.PreviewAsync(await Me.ReadAsync(CancellationToken.None), what, CancellationToken.None);
        if (scope != what)
            return;   // something else was chosen while this was read
        (preview, problem) = seen.Succeeded ? (seen.Value, problem) : (null, seen.Refusal.Shown);
    }

    private Task StopAsync() => !MayStop || scope is not { } what ? Task.CompletedTask : busy.RunAsync(async () =>
    {
        var stopped = await Desk.StopAsync(await Me.ReadAsync(CancellationToken.None), what, reason, CancellationToken.None);
        problem = stopped.Refusal?.Shown;
        if (stopped.Succeeded)
            (scope, preview, chosen, reason, typed) = (null, null, "", "", "");
        await ReadAsync();
    });

    private async Task LiftAsync(LockId id)
    {
        var lifted = await Desk.LiftAsync(await Me.ReadAsync(CancellationToken.None), id, CancellationToken.None);
        problem = lifted.Refusal?.Shown;
        await ReadAsync();
    }

    private IEnumerable<StopChoice> All() => scopes is { } known ? Sections(known).SelectMany(section => section.Choices) : [];

    private static IEnumerable<(string Label, IReadOnlyList<StopChoice> Choices)> Sections(StopScopes known) =>
        [(T("People and workloads"), known.People), (T("Resources"), known.Resources), (T("Targets"), known.Targets)];

    private static string KeyOf(StopChoice choice) => $"{choice.Scope.Person}{choice.Scope.Target}{choice.Scope.Resource}";

    private static string Count(StopPreview what) => what.Grants switch
    {
        0 when what.Ending == 0 => T("Nobody holds access there now."),
        0 => T($"Everything there is ending already ({what.Ending})."),
        1 => T("1 access ends at once."),
        var count => T($"{count} accesses of {what.People} {(what.People == 1 ? T("person") : T("people"))} on {what.Targets} {(what.Targets == 1 ? T("target") : T("targets"))} end at once."),
    };

    private static string Unreachable(StopPreview what) => what.Unreachable.Count == 0
        ? T("New requests are refused.")
        : T($"New requests are refused. These targets do not answer just now, and are tried until they do: {string.Join(", ", what.Unreachable)}.");
}
