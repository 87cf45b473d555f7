using System.Security.Claims;
using JitPortal.Domain;

namespace JitPortal.Web.SignIn;

/// <summary>
/// What policies may read of a token: the claims that <c>Auth:Claims</c> names, and those that <c>Auth:Attributes</c> gives a name of the
/// portal's own. Nothing else of a token is kept for them.
/// </summary>
internal static class KeptClaims
{
    private const int Most = 50;
    private const int LongestName = 200;
    private static readonly string[] OfOneSignIn = ["nonce", "at_hash", "c_hash", "s_hash", "jti", "iat", "exp", "nbf", "sid"];
    private static readonly string[] OfAssurance = ["acr", "acrs", "amr", "auth_time"];

    /// <summary>All that is read, under the issuer's names.</summary>
    public static IEnumerable<string> Read(SignInOptions options) => options.Claims.Concat(options.Attributes.Values).Distinct(StringComparer.Ordinal);

    /// <returns>By claim; one that was not stated is not in it. <see langword="null"/> where none is to be kept.</returns>
    public static IReadOnlyDictionary<string, ValueList<string>>? Claims(ClaimsPrincipal token, SignInOptions options) =>
        Stated(token, options.Claims.Select(claim => (claim, claim)));

    /// <returns>By the portal's name.</returns>
    public static IReadOnlyDictionary<string, ValueList<string>>? Attributes(ClaimsPrincipal token, SignInOptions options) =>
        Stated(token, options.Attributes.Select(attribute => (attribute.Key, attribute.Value)));

    /// <summary>What policies call a claim: "claim ref", "department"; empty for one that they cannot read.</summary>
    public static IReadOnlyList<string> NamesOf(string claim, SignInOptions options) =>
    [
        .. options.Claims.Where(kept => kept == claim).Select(kept => $"claim {kept}"),
        .. options.Attributes.Where(attribute => attribute.Value == claim).Select(attribute => attribute.Key),
    ];

    public static IEnumerable<string> Mistakes(SignInOptions options)
    {
        var settings = options.Claims.Select((claim, index) => (Key: $"Auth:Claims:{index}", Name: claim, Claim: claim))
            .Concat(options.Attributes.Select(attribute => (Key: $"Auth:Attributes:{attribute.Key}", Name: attribute.Key, Claim: attribute.Value)))
            .ToList();
        foreach (var (key, name, claim) in settings)
        {
            if (Mistake(name, claim, options) is { } mistake)
                yield return $"{key}: {mistake}";
        }

        foreach (var twice in options.Claims.GroupBy(claim => claim, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"Auth:Claims: names “{twice.Key}” twice.";
        if (settings.Count > Most)
            yield return $"Auth:Claims: with Auth:Attributes names {settings.Count} claims; keep at most {Most}, those that policies read.";
    }

    private static string? Mistake(string name, string claim, SignInOptions options) => claim switch
    {
        _ when string.IsNullOrWhiteSpace(claim) || claim.Contains('*', StringComparison.Ordinal) => "name one claim as the issuer writes it; blank and * mean nobody knows what.",
        _ when name.Length > LongestName || claim.Length > LongestName => $"a name has at most {LongestName} characters.",
        _ when OfOneSignIn.Contains(claim, StringComparer.Ordinal) => $"{claim} belongs to one token and says nothing of a person.",
        _ when OfAssurance.Contains(claim, StringComparer.Ordinal) => $"{claim} is of one session; Auth:Assurance makes a level of it, which policies ask for.",
        _ when claim == options.GroupClaim => "groups come through Auth:Groups, which knows when some were left out; policies ask for a group.",
        _ when claim == options.RoleClaim => "roles come through Auth:Roles; policies ask for a portal role.",
        _ => null,
    };

    /// <summary>Absent is not empty: a claim that was stated without a value is known to have none.</summary>
    private static Dictionary<string, ValueList<string>>? Stated(ClaimsPrincipal token, IEnumerable<(string Name, string Claim)> kept)
    {
        var asked = kept.ToList();
        return asked.Count == 0
            ? null
            : asked.Where(one => token.HasClaim(claim => claim.Type == one.Claim))
                .ToDictionary(one => one.Name, one => Values(token, one.Claim), StringComparer.Ordinal);
    }

    private static ValueList<string> Values(ClaimsPrincipal token, string claim) =>
        [.. ClaimMapping.Values(token, claim).Where(value => !string.IsNullOrWhiteSpace(value)).Order(StringComparer.Ordinal)];
}
