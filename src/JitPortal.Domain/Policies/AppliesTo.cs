using System.Text.Json.Serialization;
using JitPortal.Domain.Catalog;

namespace JitPortal.Domain.Policies;

/// <summary>Which entitlements a policy is about.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Any), "any")]
[JsonDerivedType(typeof(Entitlements), "entitlements")]
[JsonDerivedType(typeof(Matching), "matching")]
public abstract record AppliesTo
{
    private AppliesTo()
    {
    }

    public abstract bool Includes(EntitlementFacts entitlement);

    internal abstract IEnumerable<FieldError> Mistakes(string path);

    /// <summary>Ids this selector names that the catalogue does not know: it then cannot be resolved and refuses everywhere.</summary>
    internal virtual IEnumerable<EntitlementId> Dangling(IReadOnlySet<EntitlementId> catalogue) => [];

    /// <summary>Every entitlement, also those added later.</summary>
    public sealed record Any : AppliesTo
    {
        public override bool Includes(EntitlementFacts entitlement) => true;

        internal override IEnumerable<FieldError> Mistakes(string path) => [];
    }

    /// <summary>The listed ones.</summary>
    public sealed record Entitlements(ValueList<EntitlementId> Ids) : AppliesTo
    {
        public override bool Includes(EntitlementFacts entitlement) => Ids.Contains(entitlement.Id);

        internal override IEnumerable<FieldError> Mistakes(string path) =>
            Ids.Count == 0 ? [new FieldError($"{path}.ids", Both("Name at least one entitlement, or use “any”."))] : [];

        internal override IEnumerable<EntitlementId> Dangling(IReadOnlySet<EntitlementId> catalogue) => Ids.Where(id => !catalogue.Contains(id));
    }

    /// <summary>Those that fit everything that is given here; names and tags are compared exactly.</summary>
    /// <param name="Tags">The entitlement has all of these.</param>
    public sealed record Matching(string? TargetKind = null, string? Resource = null, string? Role = null, ValueList<string>? Tags = null) : AppliesTo
    {
        public override bool Includes(EntitlementFacts entitlement) =>
            Fits(TargetKind, entitlement.TargetKind)
            && Fits(Resource, entitlement.Resource)
            && Fits(Role, entitlement.Role)
            && (Tags is null || Tags.All(entitlement.Tags.Contains));

        internal override IEnumerable<FieldError> Mistakes(string path)
        {
            if (TargetKind is null && Resource is null && Role is null && Tags is not { Count: > 0 })
                yield return new FieldError(path, Both("Give a target kind, a resource, a role or tags, or use “any”."));
        }

        private static bool Fits(string? wanted, string actual) => wanted is null || string.Equals(wanted, actual, StringComparison.Ordinal);
    }
}
