using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace JitPortal.DevIssuer;

/// <summary>The portal itself, one workload and one program of people: the callers that the development issuer knows.</summary>
public static class DevClients
{
    public const string PortalId = "jitportal";
    public const string PortalSecret = "jitportal-dev-secret";
    public const string WorkloadId = "demo-workload";
    public const string WorkloadSecret = "demo-workload-secret";
    public const string ProgramId = "demo-program";
    public const string ProgramRedirect = "http://localhost:5402/callback";
    public const string ApiScope = "jitportal.api";
    public const string ApiAudience = "jitportal-api";
    internal const string GroupsScope = "groups";

    /// <summary>
    /// The portal may be opened as <c>localhost</c> or as <c>mira.localhost</c>: cookies are kept apart by host name, so
    /// two people can be signed in within one browser.
    /// </summary>
    internal static OpenIddictApplicationDescriptor Portal(IEnumerable<string> redirectBases)
    {
        var portal = new OpenIddictApplicationDescriptor
        {
            ClientId = PortalId,
            ClientSecret = PortalSecret,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = "JitPortal",
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code,
                Permissions.Scopes.Profile, Permissions.Scopes.Email, Permissions.Scopes.Roles,
                Permissions.Prefixes.Scope + GroupsScope,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        foreach (var address in redirectBases.SelectMany(OnEveryHost).Distinct())
        {
            portal.RedirectUris.Add(new Uri(address, "/signin-oidc"));
            portal.PostLogoutRedirectUris.Add(new Uri(address, "/signout-callback-oidc"));
        }

        return portal;
    }

    internal static OpenIddictApplicationDescriptor Workload() => new()
    {
        ClientId = WorkloadId,
        ClientSecret = WorkloadSecret,
        DisplayName = "Demo workload",
        Permissions =
        {
            Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials, Permissions.Prefixes.Scope + ApiScope,
        },
    };

    /// <summary>A public client, as a program on a person's own machine is: code flow with PKCE and no secret.</summary>
    internal static OpenIddictApplicationDescriptor Program() => new()
    {
        ClientId = ProgramId,
        ClientType = ClientTypes.Public,
        ConsentType = ConsentTypes.Implicit,
        DisplayName = "Demo program",
        RedirectUris = { new Uri(ProgramRedirect) },
        Permissions =
        {
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token,
            Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code,
            Permissions.Scopes.Profile, Permissions.Scopes.Roles,
            Permissions.Prefixes.Scope + GroupsScope, Permissions.Prefixes.Scope + ApiScope,
        },
        Requirements = { Requirements.Features.ProofKeyForCodeExchange },
    };

    private static IEnumerable<Uri> OnEveryHost(string redirectBase)
    {
        var address = new Uri(redirectBase);
        yield return address;
        foreach (var person in DevPeople.All)
            yield return new UriBuilder(address) { Host = $"{person.Subject}.localhost" }.Uri;
    }
}
