using JitPortal.Domain.Time;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace JitPortal.Web.SignIn;

/// <summary>What the framework leaves open about an answer of the issuer (OpenID Connect Core §3.1.3.7, RFC 9207).</summary>
internal static class IdTokenRules
{
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>An answer that names another issuer belongs to another issuer's sign-in (mix-up).</summary>
    public static async Task CheckAnswerAsync(MessageReceivedContext context)
    {
        if (context.ProtocolMessage.Iss is not { Length: > 0 } stated)
            return;
        var known = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        if (!string.Equals(stated, known.Issuer, StringComparison.Ordinal))
            context.Fail("The answer names another issuer.");
    }

    public static Task CheckTokenAsync(TokenValidatedContext context)
    {
        var clock = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        var token = context.SecurityToken;
        // The framework takes an unsigned token from the token endpoint, because TLS vouches for it there. Nothing here rests on TLS alone.
        if (string.IsNullOrEmpty(token.RawSignature))
            context.Fail("The token is not signed.");
        // A token for several parties says which of them asked for it; without that any of the others could have.
        else if (token.Audiences.Count() > 1 && token.Payload.Azp != context.Options.ClientId)
            context.Fail("The token is for several parties and does not name this one as the one that asked.");
        else if (token.IssuedAt > (clock.Now() + ClockDifference).UtcDateTime)
            context.Fail("The token was issued in the future.");
        return Task.CompletedTask;
    }
}
