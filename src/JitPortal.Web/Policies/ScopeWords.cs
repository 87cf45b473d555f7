using JitPortal.Application.Policies;
using JitPortal.Domain.Policies;

namespace JitPortal.Web.Policies;

/// <summary>Where a policy applies, in words.</summary>
internal static class ScopeWords
{
    public static string Of(AppliesTo scope, PolicyNames names) => scope switch
    {
        AppliesTo.Entitlements listed => string.Join("; ", listed.Ids.Select(id => names.Entitlements.FirstOrDefault(known => known.Id == id)?.Name ?? T("one that is retired"))),
        AppliesTo.Matching fits => string.Join(", ", Parts(fits)),
        _ => T("everything in the catalogue, also what is added later"),
    };

    private static IEnumerable<string> Parts(AppliesTo.Matching fits)
    {
        yield return fits.Resource is { } resource ? resource : T("every resource");
        if (fits.Role is { } role)
            yield return T($"in the role {role}");
        if (fits.TargetKind is { } kind)
            yield return T($"on {kind}");
        if (fits.Tags is { Count: > 0 } tags)
            yield return T($"tagged {string.Join(" and ", tags)}");
    }
}
