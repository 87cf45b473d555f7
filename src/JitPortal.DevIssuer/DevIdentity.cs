using System.Collections.Immutable;
using System.Security.Claims;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace JitPortal.DevIssuer;

/// <summary>What the issuer states of a caller.</summary>
internal static class DevIdentity
{
    public const string GroupsClaim = "groups";
    public const string SecondFactorLevel = "mfa";
    public const string DepartmentClaim = "department";
    private const string PasswordLevel = "pwd";

    public static ClaimsPrincipal Of(DevPerson person, ImmutableArray<string> scopes, IEnumerable<string> audiences, DateTimeOffset now, bool secondFactor)
    {
        var identity = new ClaimsIdentity(nameof(DevIssuer), Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject)
            .SetClaim(Claims.Name, person.Name)
            .SetClaim(Claims.Email, person.Email)
            .SetClaim(Claims.PreferredUsername, person.Subject)
            .SetClaims(Claims.Role, [.. person.Roles])
            .SetClaims(GroupsClaim, [.. person.Groups])
            .SetClaim(DepartmentClaim, person.Department)
            .SetClaim(Claims.AuthenticationTime, now.ToUnixTimeSeconds())
            .SetClaim(Claims.AuthenticationContextReference, secondFactor ? SecondFactorLevel : PasswordLevel)
            .SetClaims(Claims.AuthenticationMethodReference, secondFactor ? ["pwd", "otp", "mfa"] : ["pwd"]);
        var principal = Finished(identity, scopes, [Destinations.AccessToken, Destinations.IdentityToken]);
        principal.SetResources(audiences);
        return principal;
    }

    public static ClaimsPrincipal OfWorkload(string clientId, ImmutableArray<string> scopes, IEnumerable<string> audiences)
    {
        var identity = new ClaimsIdentity(nameof(DevIssuer), Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, clientId).SetClaim(Claims.Name, clientId);
        var principal = Finished(identity, scopes, [Destinations.AccessToken]);
        principal.SetResources(audiences);
        return principal;
    }

    private static ClaimsPrincipal Finished(ClaimsIdentity identity, ImmutableArray<string> scopes, IEnumerable<string> destinations)
    {
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetDestinations(_ => destinations);
        return principal;
    }
}
