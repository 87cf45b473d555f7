using JitPortal.Domain.Targets;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>One field of a connector's form, never its secret. Sent with the form around it, or told by <see cref="OnChange"/>.</summary>
public sealed partial class SettingInput
{
    [Parameter, EditorRequired]
    public required SettingField Field { get; set; }

    /// <summary>The name it is sent under.</summary>
    [Parameter, EditorRequired]
    public required string InputName { get; set; }

    /// <summary>As stored; empty for a new one.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Shown and not to be changed.</summary>
    [Parameter]
    public bool Fixed { get; set; }

    [Parameter]
    public string? Error { get; set; }

    [Parameter]
    public EventCallback<string> OnChange { get; set; }

    private string Id => $"field-{InputName.Replace('.', '-')}";

    private string TestId => $"setting-{Field.Name}";

    private string ErrorId => $"{Id}-error";

    private string HelpId => $"{Id}-help";

    private string Notes => $"{ErrorId} {HelpId}";

    private string Chosen => Value.Length > 0 ? Value : Field.Default ?? Field.Choices![0].Value;

    private Task ChangedAsync(ChangeEventArgs typed) => OnChange.InvokeAsync(typed.Value switch
    {
        bool ticked => ticked ? "true" : "false",
        var text => text as string ?? "",
    });
}
