using System.Security.Claims;
using JitPortal.Application.People;
using JitPortal.Domain.People;

namespace JitPortal.Web.SignIn;

/// <summary>Reads what the issuer stated. Roles and groups count only as far as the allow-lists of the settings name them.</summary>
public static class ClaimMapping
{
    /// <returns><see langword="null"/> where issuer or subject are missing: such a token identifies nobody.</returns>
    public static Application.People.SignIn? Read(ClaimsPrincipal token, SignInOptions options, bool isWorkload)
    {
        var subject = token.FindFirst(PortalClaims.Subject)?.Value;
        var issuer = token.FindFirst(PortalClaims.Issuer)?.Value;
        if (string.IsNullOrEmpty(subject) || string.IsNullOrEmpty(issuer))
            return null;

        return new Application.People.SignIn(
            issuer,
            subject,
            NonEmpty(token.FindFirst(PortalClaims.Name)?.Value) ?? NonEmpty(token.FindFirst("preferred_username")?.Value) ?? subject,
            NonEmpty(token.FindFirst(PortalClaims.Email)?.Value),
            Roles(token, options),
            Groups(token, options),
            isWorkload,
            ManagerSubject: isWorkload || options.ManagerClaim.Length == 0 ? null : NonEmpty(token.FindFirst(options.ManagerClaim)?.Value),
            GroupsLeftOut: GroupOverage.IsIn(token, options.GroupClaim))
        {
            Claims = KeptClaims.Claims(token, options),
            Attributes = KeptClaims.Attributes(token, options),
        };
    }

    private static PortalRole Roles(ClaimsPrincipal token, SignInOptions options)
    {
        var delivered = Values(token, options.RoleClaim);
        return options.Roles
            .Where(mapping => mapping.Value.Any(delivered.Contains))
            .Aggregate(PortalRole.None, (roles, mapping) => roles | mapping.Key);
    }

    /// <summary>Absent is not empty: an issuer that delivered no group claim, or only some of the groups, has said nothing about groups.</summary>
    private static IReadOnlyList<string>? Groups(ClaimsPrincipal token, SignInOptions options)
    {
        var delivered = Values(token, options.GroupClaim);
        if (delivered.Count == 0 || GroupOverage.IsIn(token, options.GroupClaim))
            return null;

        var mapped = options.Groups.Where(mapping => mapping.Value.Any(delivered.Contains)).Select(mapping => mapping.Key);
        var groups = options.GroupsAsDelivered ? mapped.Concat(delivered) : mapped;
        return [.. groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    internal static HashSet<string> Values(ClaimsPrincipal token, string type) =>
        token.FindAll(type).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);

    private static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
