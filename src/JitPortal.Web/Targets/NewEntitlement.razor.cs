using JitPortal.Application.Catalog;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Targets;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>Makes a resource in one role requestable; what it is on the target is asked for by the kind's own fields.</summary>
public sealed partial class NewEntitlement
{
    private readonly Dictionary<string, string> right = new(StringComparer.Ordinal);
    private IReadOnlyList<FieldError> errors = [];
    private string resource = "";
    private string role = "";
    private string description = "";
    private string tags = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required TargetSetup Target { get; set; }

    [Parameter]
    public EventCallback OnAdded { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required AddEntitlement AddEntitlement { get; init; }

    protected override void OnInitialized()
    {
        // A choice shows its first value, so that is what an untouched form says.
        foreach (var field in Target.Kind.Form.Right.Where(field => field.Choices is not null))
            right[field.Name] = field.Default ?? field.Choices![0].Value;
    }

    private Task AddAsync() => busy.RunAsync(async () =>
    {
        var form = new EntitlementForm(Target.Id, resource.Trim(), role.Trim(), description.Trim(), SettingValues.Write(Target.Kind.Form.Right, right), TagText.Split(tags));
        var added = await AddEntitlement.RunAsync(await Me.ReadAsync(CancellationToken.None), form, CancellationToken.None);
        errors = added.Refusal is Refusal.Invalid invalid ? invalid.Errors : [];
        problem = added.Refusal is Refusal.Invalid ? null : added.Refusal?.Shown;
        if (added.Succeeded)
            await OnAdded.InvokeAsync();
    });

    private string? Error(string field) => errors.FirstOrDefault(error => error.Field == field)?.Shown;

    private string Invalid(string field) => Error(field) is null ? "false" : "true";
}
