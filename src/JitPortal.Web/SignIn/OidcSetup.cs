using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace JitPortal.Web.SignIn;

/// <summary>The code flow with PKCE: what is the same for every issuer, after the mode has set what is its own.</summary>
internal sealed class OidcSetup(IOptions<SignInOptions> signIn, IHostEnvironment environment) : IConfigureNamedOptions<OpenIdConnectOptions>
{
    public void Configure(string? name, OpenIdConnectOptions options)
    {
        var settings = signIn.Value;
        if (settings.Mode != SignInMode.Entra)
        {
            options.Authority = settings.Authority;
            options.ClientId = settings.ClientId;
            options.ClientSecret = settings.ClientSecret;
            options.GetClaimsFromUserInfoEndpoint = true;   // strict issuers put only the subject into the id_token
            options.Scope.Clear();
            foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                options.Scope.Add(scope);
        }

        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.UsePkce = true;
        options.BackchannelTimeout = IssuerCalls.LongestWait;
        options.RemoteSignOutPath = default;   // a link to it would sign people out; the issuer ends a session by the back channel
        options.SaveTokens = true;   // the id_token is the hint that ends the issuer's session too
        SetCookies(options);
        SetClaims(options, settings);
        SetEvents(options);
    }

    public void Configure(OpenIdConnectOptions options) => Configure(Options.DefaultName, options);

    /// <summary>
    /// With the answer in the query it comes back as a plain navigation, so the correlation cookies can be SameSite=Lax
    /// and the sign-in also works on http://mira.localhost, where no Secure cookie is kept.
    /// </summary>
    private static void SetCookies(OpenIdConnectOptions options)
    {
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static void SetClaims(OpenIdConnectOptions options, SignInOptions settings)
    {
        options.MapInboundClaims = false;
        if (options.TokenHandler is JsonWebTokenHandler handler)
            handler.MapInboundClaims = false;   // Entra's library brings a handler of its own, which does not look at the option
        options.TokenValidationParameters.ValidAlgorithms = TokenAlgorithms.Accepted;
        foreach (var claim in new[] { "preferred_username", settings.RoleClaim, settings.GroupClaim })
            options.ClaimActions.MapJsonKey(claim, claim);
        foreach (var claim in KeptClaims.Read(settings))
        {
            options.ClaimActions.Remove(claim);   // the handler deletes some, which policies are to read
            options.ClaimActions.MapJsonKey(claim, claim);
        }

        options.ClaimActions.Remove("acr");   // "remove" lifts the handler's deletion: without it assurance is never seen
        options.ClaimActions.Remove(PortalClaims.Issuer);
    }

    /// <summary>Added to what the mode has put there, never in its place.</summary>
    private static void SetEvents(OpenIdConnectOptions options)
    {
        var (asking, ending, validated) = (options.Events.OnRedirectToIdentityProvider, options.Events.OnRedirectToIdentityProviderForSignOut, options.Events.OnTokenValidated);
        options.Events.OnRedirectToIdentityProvider = async context =>
        {
            await asking(context);
            await OidcEvents.AskIssuerAsync(context);
        };
        options.Events.OnRedirectToIdentityProviderForSignOut = async context =>
        {
            await ending(context);
            await OidcEvents.EndAtIssuerAsync(context);
        };
        options.Events.OnTokenValidated = async context =>
        {
            await validated(context);
            await IdTokenRules.CheckTokenAsync(context);
        };
        options.Events.OnMessageReceived = IdTokenRules.CheckAnswerAsync;
        options.Events.OnTicketReceived = OidcEvents.AnswerAsync;
        options.Events.OnRemoteFailure = OidcEvents.FailAsync;
    }
}
