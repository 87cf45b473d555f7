using System.Text.Json.Nodes;
using JitPortal.Application.Policies;
using JitPortal.Domain;
using JitPortal.Domain.Policies;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>Writes a policy: sentences at the left, what they mean and what would change at the right.</summary>
public sealed partial class PolicyEditor : IDisposable
{
    private PolicyEdit edit = null!;
    private PolicyAnalysis? analysis;
    private DateTimeOffset? savedAt;
    private string? problem;
    private readonly OneAtATime busy = new();
    private bool leaving;

    /// <summary>The document to begin with.</summary>
    [Parameter, EditorRequired]
    public required string Start { get; set; }

    /// <summary>Of the draft that <see cref="Start"/> was read from; 0 where there is none.</summary>
    [Parameter]
    public long Revision { get; set; }

    [Parameter]
    public DateTimeOffset? SavedAt { get; set; }

    [Parameter, EditorRequired]
    public required PolicyNames Names { get; set; }

    /// <summary>One administrator may publish alone just now.</summary>
    [Parameter]
    public bool Solo { get; set; }

    /// <summary>There is a draft for the first time, or it was published, proposed or discarded.</summary>
    [Parameter]
    public EventCallback<PolicyId> OnDone { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required SaveDraft SaveDraft { get; init; }

    [Inject] public required DiscardDraft DiscardDraft { get; init; }

    [Inject] public required ProposePolicy ProposePolicy { get; init; }

    [Inject] public required AnalysePolicy AnalysePolicy { get; init; }

    internal bool HasUnsaved => edit.IsChanged && !leaving;

    private PolicyId Id => new(Guid.Parse(edit.Document["id"]!.ToString()));

    private string State => (edit.Mistakes.Count, edit.IsChanged, savedAt) switch
    {
        ( > 0, _, _) => edit.Mistakes.Count == 1 ? T("1 place to fill in or mend") : T($"{edit.Mistakes.Count} places to fill in or mend"),
        (_, true, _) => T("Not saved yet"),
        (_, _, { } at) => T($"Draft saved {Clock.Short(at)}. {(Solo ? "" : T("Publishing needs a second administrator."))}"),
        _ => Solo ? "" : T("Publishing needs a second administrator."),
    };

    protected override async Task OnInitializedAsync()
    {
        (edit, savedAt) = (new PolicyEdit(Start, Revision, Names, LookAsync), SavedAt);
        await LookAsync();
    }

    /// <summary>Whoever still points here must not take it for somebody who writes.</summary>
    public void Dispose() => leaving = true;

    private IEnumerable<string> Of(Func<NamedEntitlement, string> part) => Names.Entitlements.Select(part).Distinct(StringComparer.Ordinal);

    private Task RenameAsync(ChangeEventArgs typed)
    {
        edit.Document["name"] = (typed.Value as string ?? "").Trim();
        return edit.ChangedAsync();
    }

    private Task AddRuleAsync(string kind)
    {
        var effect = PolicyShape.New(PolicyShape.Effect, kind);
        if (kind == "ask")
            effect["stages"]!.AsArray().Add(PolicyTemplates.Stage("", 1));
        if (kind == "require")
            effect["longest"] = "8 h";
        edit.Rules.Add(new JsonObject { ["id"] = FreeId(kind), ["effect"] = effect, ["when"] = PolicyShape.New(PolicyShape.Condition, "always") });
        return edit.ChangedAsync();
    }

    /// <summary>"ask", then "ask-2": stays with the rule through its versions.</summary>
    private string FreeId(string kind)
    {
        var taken = edit.Rules.Select(rule => rule?["id"]?.ToString()).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, edit.Rules.Count + 1).Select(n => n == 1 ? kind : $"{kind}-{n}").First(id => !taken.Contains(id));
    }

    private async Task LookAsync()
    {
        problem = null;
        if (edit.Policy is { } policy)
        {
            var looked = await AnalysePolicy.RunAsync(await Me.ReadAsync(CancellationToken.None), policy, CancellationToken.None);
            analysis = looked.Succeeded ? looked.Value : null;
            if (looked is { Succeeded: true, Value.Mistakes: { Count: > 0 } mistakes })
                edit.Refused(new Refusal.Invalid(mistakes));
        }
        else
        {
            analysis = null;
        }
        StateHasChanged();
    }

    /// <summary>Whoever goes on writing stays where they are.</summary>
    private Task SaveAsync() => DoAsync(async () =>
    {
        var isFirst = edit.Revision == 0;
        if (await KeepAsync() && isFirst)
            await OnDone.InvokeAsync(Id);
    });

    private Task ProposeAsync() => DoAsync(async () =>
    {
        if ((edit.IsChanged || edit.Revision == 0) && !await KeepAsync())
            return;
        var proposed = await ProposePolicy.RunAsync(await Me.ReadAsync(CancellationToken.None), Id, edit.Revision, CancellationToken.None);
        problem = proposed.Refusal?.Shown;
        if (proposed.Succeeded)
            await LeaveAsync();
    });

    private Task DiscardAsync() => DoAsync(async () =>
    {
        problem = (await DiscardDraft.RunAsync(await Me.ReadAsync(CancellationToken.None), Id, edit.Revision, CancellationToken.None)).Refusal?.Shown;
        if (problem is null)
            await LeaveAsync();
    });

    private async Task<bool> KeepAsync()
    {
        if (edit.Policy is not { } policy)
            return false;
        var kept = await SaveDraft.RunAsync(await Me.ReadAsync(CancellationToken.None), new DraftForm(policy, edit.Revision), CancellationToken.None);
        if (kept.Succeeded)
        {
            edit.Saved(kept.Value);
            savedAt = Clock.Now;
        }
        else if (kept.Refusal is Refusal.Invalid invalid)
            edit.Refused(invalid);
        else
            problem = kept.Refusal.Shown;
        return kept.Succeeded;
    }

    /// <summary>What was written is in the portal now, or thrown away on purpose: nothing is to be asked on the way out.</summary>
    private Task LeaveAsync()
    {
        leaving = true;
        return OnDone.InvokeAsync(Id);
    }

    private Task DoAsync(Func<Task> work) => busy.RunAsync(async () =>
    {
        problem = null;
        await work();
    });
}
