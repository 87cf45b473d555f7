using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Texts;
using JitPortal.Storage.Targets;

namespace JitPortal.Application.Targets;

/// <summary>What a target has to say of itself; every mistake at once.</summary>
internal static class TargetFormCheck
{
    public const int LongestSettings = 20_000;
    public const int LongestSecret = 20_000;

    public static IReadOnlyList<FieldError> Mistakes(TargetConnectors connectors, TargetForm form) =>
    [
        .. TextCheck.Required("name", form.Name, 200, Both("Give the target a name.")),
        .. TextCheck.Mistakes("kind", form.Kind, 100),
        .. TextCheck.Mistakes("settings", form.Settings, LongestSettings),
        .. TextCheck.Mistakes("secret", form.Secret ?? "", LongestSecret),
        .. TextCheck.Mistakes("unavailable", form.Unavailable ?? "", 2_000),
        // A target that cannot be used yet has no settings to check.
        .. form.Unavailable is not null ? []
            : connectors.Kind(form.Kind)?.CheckSettings(form.Settings) ?? [new FieldError("kind", Both($"There is no connector of the kind “{form.Kind}”."))],
    ];

    /// <summary>The fields by which the form leads to another place than the target that is kept.</summary>
    public static IReadOnlyList<FieldError> Moved(TargetConnectors connectors, TargetRow row, TargetForm form, Said what) => form.Kind != row.Kind
        ? [new FieldError("kind", what)]
        : [.. SettingValues.MovedAddress(connectors.Kind(row.Kind)?.Form.Settings ?? [], row.Settings, form.Settings).Select(field => new FieldError(field.Name, what))];
}
