using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace JitPortal.Web.SignIn;

/// <summary>How much of an issuer's answer is read, how long it is waited for and remembered: a slow or endless one must not hold the portal.</summary>
internal sealed class IssuerCalls : IPostConfigureOptions<OpenIdConnectOptions>, IPostConfigureOptions<JwtBearerOptions>
{
    /// <summary>30 seconds: a busy issuer that has just started may take some; people wait no longer for a page.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>1 MiB; discovery documents and tokens are a few KiB.</summary>
    public const int LongestAnswer = 1024 * 1024;

    public void PostConfigure(string? name, OpenIdConnectOptions options) => Bound(options.Backchannel, options.ConfigurationManager);

    public void PostConfigure(string? name, JwtBearerOptions options) => Bound(options.Backchannel, options.ConfigurationManager);

    private static void Bound(HttpClient? client, object? keys)
    {
        if (client is not null)
            client.MaxResponseContentBufferSize = LongestAnswer;
        // A key that the issuer has withdrawn, perhaps because it was stolen, is not good for another hour.
        if (keys is BaseConfigurationManager remembered)
            remembered.UseLastKnownGoodConfiguration = false;
    }
}
