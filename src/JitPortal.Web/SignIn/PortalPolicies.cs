using System.Security.Claims;
using JitPortal.Domain.People;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace JitPortal.Web.SignIn;

/// <summary>Who may reach an endpoint at all; what they may do there is asked again by every use case.</summary>
public static class PortalPolicies
{
    /// <summary>A person in a browser or a workload with a bearer token.</summary>
    public const string PersonOrWorkload = nameof(PersonOrWorkload);

    /// <summary>A person or a workload with a bearer token; no cookie, so no other site can make a browser call it.</summary>
    public const string Api = nameof(Api);

    /// <summary>Those who look after the portal or audit it.</summary>
    public const string Operations = nameof(Operations);

    /// <summary>Those who look after the portal.</summary>
    public const string Administration = nameof(Administration);

    public static void Add(AuthorizationOptions options)
    {
        options.FallbackPolicy = options.DefaultPolicy;   // whatever is not marked otherwise needs a signed-in person
        options.AddPolicy(PersonOrWorkload, policy => policy
            .AddAuthenticationSchemes(CookieAuthenticationDefaults.AuthenticationScheme, JwtBearerDefaults.AuthenticationScheme)
            .RequireClaim(PortalClaims.Person));
        options.AddPolicy(Api, policy => policy
            .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
            .RequireClaim(PortalClaims.Person));
        options.AddPolicy(Administration, policy => policy.RequireAssertion(context => context.User.MayAdminister()));
        options.AddPolicy(Operations, policy => policy.RequireAssertion(context => context.User.MayOperate()));
    }

    /// <summary>See <see cref="Administration"/>.</summary>
    public static bool MayAdminister(this ClaimsPrincipal user) => user.IsInRole(nameof(PortalRole.Administrator));

    /// <summary>See <see cref="Operations"/>.</summary>
    public static bool MayOperate(this ClaimsPrincipal user) => user.MayAdminister() || user.IsInRole(nameof(PortalRole.Auditor));
}
