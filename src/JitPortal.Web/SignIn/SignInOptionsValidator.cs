using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

/// <summary>Reports every mistake at once, each with its full key.</summary>
public sealed class SignInOptionsValidator(IHostEnvironment environment) : IValidateOptions<SignInOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> Mistakes(SignInOptions options)
    {
        if (options.Mode == SignInMode.DevIssuer && !environment.IsDevelopment())
            yield return "Auth:Mode: DevIssuer signs anybody in and works only in the Development environment.";
#if !DEV_ISSUER
        if (options.Mode == SignInMode.DevIssuer)
            yield return "Auth:Mode: this build leaves the development issuer out; use Oidc, or a Debug build.";
#endif
        var entra = options.Mode == SignInMode.Entra;
        if (entra && options.Authority.Length == 0)
            yield return "Auth:Entra: Instance and TenantId are needed.";
        else if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority))
            yield return "Auth:Authority: the address of your OpenID Connect issuer is needed, for example https://sso.example.org.";
        else if (authority.Scheme != Uri.UriSchemeHttps && !environment.IsDevelopment())
            yield return $"{(entra ? "Auth:Entra:Instance" : "Auth:Authority")}: must begin with https:// outside Development.";
        if (options.ClientId.Length == 0)
            yield return $"{(entra ? "Auth:Entra:ClientId" : "Auth:ClientId")}: the portal's client id at the issuer is needed.";
        if (options.ClientSecret.Length == 0)
            yield return $"{(entra ? "Auth:Entra:ClientSecret" : "Auth:ClientSecret")}: the portal's client secret at the issuer is needed.";
        if (options.SessionLength < Shortest || options.SessionLength > Longest)
            yield return "Auth:SessionLength: must be between 00:05:00 and 1.00:00:00.";
        foreach (var mistake in KeptClaims.Mistakes(options))
            yield return mistake;
        foreach (var client in options.Workloads.Intersect(options.Programs, StringComparer.Ordinal))
            yield return $"Auth:Programs: “{client}” is a workload as well (Auth:Workloads); a client is one or the other.";
        foreach (var client in options.WorkloadOwners.Keys.Except(options.Workloads, StringComparer.Ordinal))
            yield return $"Auth:WorkloadOwners:{client}: is not a workload (Auth:Workloads).";
    }
}
