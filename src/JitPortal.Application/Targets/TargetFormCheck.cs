using JitPortal.Application.Requests;
using JitPortal.Domain;

namespace JitPortal.Application.Targets;

/// <summary>What a target has to say of itself; every mistake at once.</summary>
internal static class TargetFormCheck
{
    public const int LongestSettings = 20_000;
    public const int LongestSecret = 20_000;

    public static IReadOnlyList<FieldError> Mistakes(TargetConnectors connectors, TargetForm form) =>
    [
        .. string.IsNullOrWhiteSpace(form.Name) ? [new FieldError("name", "Give the target a name.")] : RequestFormCheck.TextMistakes("name", form.Name, 200),
        .. RequestFormCheck.TextMistakes("kind", form.Kind, 100),
        .. RequestFormCheck.TextMistakes("settings", form.Settings, LongestSettings),
        .. RequestFormCheck.TextMistakes("secret", form.Secret ?? "", LongestSecret),
        .. RequestFormCheck.TextMistakes("unavailable", form.Unavailable ?? "", 2_000),
        // A target that cannot be used yet has no settings to check.
        .. form.Unavailable is not null ? []
            : connectors.Kind(form.Kind)?.CheckSettings(form.Settings) ?? [new FieldError("kind", $"There is no connector of the kind “{form.Kind}”.")],
    ];
}
