using JitPortal.Domain.People;

namespace JitPortal.Web.SignIn;

/// <summary>Ways of signing in that would let in more people than the owner meant.</summary>
internal static class SignInGuard
{
    private const int ShortestSecret = 16;
    private static readonly TimeSpan ShortestAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(1);
    private static readonly string[] AnyTenant = ["common", "organizations", "consumers"];

    public static IEnumerable<string> Mistakes(IConfiguration configuration, IHostEnvironment environment)
    {
        if (!Enum.TryParse<SignInMode>(configuration[$"{SignInOptions.Section}:{nameof(SignInOptions.Mode)}"] ?? nameof(SignInMode.Oidc), ignoreCase: true, out var mode) || !Enum.IsDefined(mode))
            return ["Auth:Mode: use Oidc or Entra."];
        var (options, wrong) = Read(configuration);
        if (wrong is not null)
            return [wrong];
        if (mode == SignInMode.Entra)
            EntraSetup.Complete(options, configuration);
        var shape = new SignInOptionsValidator(environment).Validate(name: null, options).Failures ?? [];
        return [.. shape, .. Trust(options, mode), .. Lists(options), .. mode == SignInMode.Entra ? Entra(configuration) : []];
    }

    private static (SignInOptions Options, string? Wrong) Read(IConfiguration configuration)
    {
        try
        {
            return (configuration.GetSection(SignInOptions.Section).Get<SignInOptions>() ?? new SignInOptions(), null);
        }
        catch (InvalidOperationException failure)
        {
            return (new SignInOptions(), SettingFormat.Sentence(failure) ?? failure.Message);
        }
    }

    private static IEnumerable<string> Trust(SignInOptions options, SignInMode mode)
    {
        if (options.ClientSecret.Length is > 0 and < ShortestSecret)
            yield return $"Auth:{(mode == SignInMode.Entra ? "Entra:" : "")}ClientSecret: shorter than {ShortestSecret} characters can be guessed; let the issuer make one.";
        if (string.IsNullOrWhiteSpace(options.Audience))
            yield return "Auth:Audience: without it every token of the issuer would be taken, whoever it was made for.";
        else if (options.Audience == options.ClientId && options.AccessTokenType.Length == 0)
            yield return "Auth:Audience: with the client id as audience and no Auth:AccessTokenType, an ID token would pass as an access token.";
        if (options.Workloads.Concat(options.Programs).Contains(options.ClientId, StringComparer.Ordinal))
            yield return "Auth:ClientId: the portal itself is no workload (Auth:Workloads) and no program (Auth:Programs).";
    }

    private static IEnumerable<string> Lists(SignInOptions options)
    {
        foreach (var (role, values) in options.Roles)
        {
            if (role == PortalRole.None || !Enum.IsDefined(role))
                yield return $"Auth:Roles:{role}: is no role; use Requester, Approver, Administrator or Auditor.";
            else if (values.Any(value => string.IsNullOrWhiteSpace(value) || value == "*"))
                yield return $"Auth:Roles:{role}: lists values as the issuer writes them; blank and * mean nobody knows whom.";
        }

        foreach (var (group, _) in options.Groups.Where(mapping => mapping.Value.Any(value => string.IsNullOrWhiteSpace(value) || value == "*")))
            yield return $"Auth:Groups:{group}: lists values as the issuer writes them; blank and * mean nobody knows whom.";
        foreach (var (level, rule) in options.Assurance)
        {
            if (level == AssuranceLevel.Basic)
                yield return $"Auth:Assurance:{level}: needs no rule; it is what every sign-in has.";
            else if (rule.Acr.Length + rule.Acrs.Length + rule.Amr.Length == 0 || rule.Acr.Concat(rule.Acrs).Concat(rule.Amr).Any(string.IsNullOrWhiteSpace))
                yield return $"Auth:Assurance:{level}: name the values of Acr, Acrs or Amr that mean it.";
            else if (rule.LongestAge is { } age && (age < ShortestAge || age > LongestAge))
                yield return $"Auth:Assurance:{level}:LongestAge: {age:c} is out of range; write 00:01:00 to 1.00:00:00 (a number alone would be days).";
        }
    }

    private static IEnumerable<string> Entra(IConfiguration configuration)
    {
        var entra = configuration.GetSection(EntraSetup.Section);
        if (!Uri.TryCreate(entra["Instance"], UriKind.Absolute, out var instance) || instance.Scheme != Uri.UriSchemeHttps)
            yield return "Auth:Entra:Instance: is needed and begins with https://, for example https://login.microsoftonline.com/.";
        if (string.IsNullOrWhiteSpace(entra["TenantId"]))
            yield return "Auth:Entra:TenantId: the id of your tenant is needed.";
        else if (AnyTenant.Contains(entra["TenantId"]!.Trim(), StringComparer.OrdinalIgnoreCase))
            yield return $"Auth:Entra:TenantId: “{entra["TenantId"]}” lets in people of any tenant; name your own.";
        if (!string.IsNullOrEmpty(entra["Authority"]))
            yield return "Auth:Entra:Authority: must not stand beside Instance and TenantId; leave it out.";
    }
}
