using System.Text.Json;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Time;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace JitPortal.Web.SignIn;

/// <summary>Tells a logout token from everything else an issuer signs (OpenID Connect Back-Channel Logout 1.0, §2.6).</summary>
internal sealed class LogoutTokenCheck(IOptionsMonitor<OpenIdConnectOptions> issuers, TimeProvider clock)
{
    /// <summary>16 KiB; a real one is under 2.</summary>
    public const int Longest = 16 * 1024;

    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    /// <returns><see cref="Refusal.Invalid"/> for anything else; its field is the part of the token that is wrong.</returns>
    public async Task<Outcome<LogoutNotice>> ReadAsync(string? text, CancellationToken ct)
    {
        if (text is not { Length: > 0 and <= Longest })
            return new Refusal.Invalid("logout_token", $"A logout token of at most {Longest} characters is needed.");
        var issuer = issuers.Get(OpenIdConnectDefaults.AuthenticationScheme);
        var token = await ValidateAsync(text, issuer, ct);
        return token.Succeeded ? Notice(token.Value) : token.Refusal;
    }

    private async Task<Outcome<JsonWebToken>> ValidateAsync(string text, OpenIdConnectOptions issuer, CancellationToken ct)
    {
        var known = await issuer.ConfigurationManager!.GetConfigurationAsync(ct);
        var answer = await CheckAsync(text, issuer, known);
        if (answer.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The issuer may have a new key; the framework limits how often it is asked.
            issuer.ConfigurationManager.RequestRefresh();
            answer = await CheckAsync(text, issuer, await issuer.ConfigurationManager.GetConfigurationAsync(ct));
        }

        return answer.IsValid ? (JsonWebToken)answer.SecurityToken : new Refusal.Invalid(answer.Exception.GetType().Name, "The logout token is not valid.");
    }

    private Task<TokenValidationResult> CheckAsync(string text, OpenIdConnectOptions issuer, OpenIdConnectConfiguration known) =>
        new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = known.Issuer,
            ValidAudience = issuer.ClientId,
            IssuerSigningKeys = known.SigningKeys,
            ValidAlgorithms = TokenAlgorithms.Accepted,
            ValidTypes = ["logout+jwt", "JWT"],
            RequireExpirationTime = false,   // newer than many issuers
            LifetimeValidator = (from, until, _, _) => (from is null || clock.GetUtcNow() >= from - ClockDifference) && (until is null || clock.GetUtcNow() <= until + ClockDifference),
        });

    private Outcome<LogoutNotice> Notice(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<JsonElement>("events", out var events) || events.ValueKind != JsonValueKind.Object
            || !events.TryGetProperty(LogoutEvent, out var happened) || happened.ValueKind != JsonValueKind.Object)
        {
            return new Refusal.Invalid("events", $"The token does not state {LogoutEvent}.");
        }

        if (token.TryGetClaim("nonce", out _))
            return new Refusal.Invalid("nonce", "A logout token has no nonce: this is a token of another kind.");
        if (string.IsNullOrEmpty(token.Id))
            return new Refusal.Invalid("jti", "The token has no id, so it could be used again.");
        var (subject, session) = (Text(token, PortalClaims.Subject), Text(token, PortalClaims.IssuerSession));
        if (subject is null && session is null)
            return new Refusal.Invalid("sub", "The token names neither a subject nor a session.");
        return IssuedAt(token) is { } issued
            ? new LogoutNotice(token.Issuer, token.Id, issued, subject, session)
            : new Refusal.Invalid("iat", $"The token was not issued within the last {ObeyLogout.LongestAge.TotalMinutes:0} minutes.");
    }

    /// <returns><see langword="null"/> for a token that does not tell its age, is too old, or comes from the future.</returns>
    private DateTimeOffset? IssuedAt(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<long>("iat", out var seconds) || seconds < 0 || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return null;
        var issued = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var age = clock.Now() - issued;
        return age <= ObeyLogout.LongestAge && age >= -ClockDifference ? issued : null;
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var value) && value is { Length: > 0 } ? value : null;
}
