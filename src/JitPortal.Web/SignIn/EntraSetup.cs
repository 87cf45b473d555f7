using Microsoft.AspNetCore.Authentication;
using Microsoft.Identity.Web;

namespace JitPortal.Web.SignIn;

/// <summary>Entra ID, through the library that knows its ways. Scheme names and everything after the token are the same as for any other issuer.</summary>
internal static class EntraSetup
{
    public const string Section = $"{SignInOptions.Section}:Entra";

    public static bool IsChosen(IConfiguration configuration) =>
        Enum.TryParse<SignInMode>(configuration[$"{SignInOptions.Section}:{nameof(SignInOptions.Mode)}"], ignoreCase: true, out var mode) && mode == SignInMode.Entra;

    /// <summary>Its section keeps the library's own names: <c>Instance</c>, <c>TenantId</c>, <c>ClientId</c>, <c>ClientSecret</c>.</summary>
    public static void AddEntra(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        authentication.Services.Configure<SignInOptions>(options => Complete(options, configuration));
        authentication.AddMicrosoftIdentityWebApp(configuration.GetSection(Section));
    }

    /// <summary>What the rest of the portal reads of the issuer, taken from the library's section.</summary>
    public static void Complete(SignInOptions options, IConfiguration configuration)
    {
        var entra = configuration.GetSection(Section);
        options.Authority = Authority(entra["Instance"], entra["TenantId"]);
        options.ClientId = entra["ClientId"] ?? "";
        options.ClientSecret = entra["ClientSecret"] ?? "";
        options.AccessTokenType = "";   // its access tokens have the type of any JWT
    }

    /// <returns>Empty where one of the two is missing, which the validator reports with its key.</returns>
    private static string Authority(string? instance, string? tenant) =>
        string.IsNullOrWhiteSpace(instance) || string.IsNullOrWhiteSpace(tenant) ? "" : $"{instance.TrimEnd('/')}/{tenant}/v2.0";
}
