using JitPortal.Domain;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>
/// A button that asks before it acts. The browser's own dialog keeps the focus inside, closes on Escape and gives the focus back.
/// It stays open with the words of a refusal.
/// </summary>
public sealed partial class Confirm
{
    private string typed = "";
    private string reason = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    /// <summary>After each success a new dialog stands in the place of the old one, closed and empty.</summary>
    private int asked;

    /// <summary>Unique on the page; also what tests find it by.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>On the button that opens it.</summary>
    [Parameter, EditorRequired]
    public required string Word { get; set; }

    /// <summary>Brings the button that opens it; without it something else does, by data-opens and <see cref="Id"/>.</summary>
    [Parameter]
    public bool Opens { get; set; } = true;

    /// <summary>The question.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>What will happen.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    /// <summary>On the button that acts; the same as <see cref="Word"/> if absent.</summary>
    [Parameter]
    public string? ConfirmWord { get; set; }

    [Parameter]
    public bool Danger { get; set; }

    /// <summary>Has to be typed first, where a slip would be dear.</summary>
    [Parameter]
    public string? Typed { get; set; }

    /// <summary>Asks for a reason under this label.</summary>
    [Parameter]
    public string? ReasonLabel { get; set; }

    /// <summary>Acts, given the reason; a refusal is shown in the dialog.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Task<Outcome<Done>>> Act { get; set; }

    /// <summary>It was done.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    private string TitleId => $"{Id}-title";

    private string ReasonId => $"{Id}-reason-field";

    private string TypedId => $"{Id}-typed-field";

    private bool Ready => !busy.Now && (Typed is null || string.Equals(typed.Trim(), Typed.Trim(), StringComparison.Ordinal)) && (ReasonLabel is null || !string.IsNullOrWhiteSpace(reason));

    private Task ConfirmAsync() => !Ready ? Task.CompletedTask : busy.RunAsync(async () =>
    {
        problem = null;
        var done = await Act(reason.Trim());
        problem = done.Refusal?.Shown;
        if (!done.Succeeded)
            return;
        (typed, reason, asked) = ("", "", asked + 1);
        await OnDone.InvokeAsync();
    });
}
