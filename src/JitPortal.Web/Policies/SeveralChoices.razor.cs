using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>Some of many to tick. Of a long list one sees what is ticked and as many others as a person reads; a few letters find the rest.</summary>
public sealed partial class SeveralChoices
{
    /// <summary>How many are shown; what is ticked beyond them is shown too.</summary>
    private const int Most = 40;

    private string sought = "";
    private IReadOnlySet<string> first = new HashSet<string>();

    [Parameter, EditorRequired]
    public required IReadOnlyList<(string Value, string Words)> Options { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlySet<string> Chosen { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Path { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public EventCallback<(string Value, bool Ticked)> OnTick { get; set; }

    protected override void OnInitialized() => first = Chosen;

    /// <summary>What was ticked when the page came stands first and stays there, so that nothing moves under the pointer.</summary>
    private (IReadOnlyList<(string Value, string Words)> Shown, int Hidden) Look()
    {
        if (Options.Count <= Most)
            return (Options, 0);
        var matching = Options
            .Where(option => option.Words.Contains(sought.Trim(), StringComparison.CurrentCultureIgnoreCase))
            .OrderByDescending(option => first.Contains(option.Value))
            .ToList();
        var shown = matching.Where((option, at) => at < Most || Chosen.Contains(option.Value)).ToList();
        return (shown, matching.Count - shown.Count);
    }
}
