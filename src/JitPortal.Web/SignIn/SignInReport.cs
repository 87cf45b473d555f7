using System.Security.Claims;
using System.Text.Json;
using JitPortal.Domain.People;

namespace JitPortal.Web.SignIn;

/// <summary>What an issuer said of somebody, and what the portal made of it. Tokens are not in it, and no claim that only guards the flow.</summary>
public sealed record SignInReport(IReadOnlyList<ReportedClaim> Claims, IReadOnlyList<string> Roles, IReadOnlyList<string>? Groups, string Level, bool GroupsLeftOut, IReadOnlyList<string> NotStated)
{
    private const int LongestShown = 300;
    private static readonly HashSet<string> Guards = new(StringComparer.Ordinal) { "nonce", "at_hash", "c_hash", "s_hash" };

    public static SignInReport Of(ClaimsPrincipal token, SignInOptions options, Assurance assurance)
    {
        var signIn = ClaimMapping.Read(token, options, isWorkload: false);
        return new SignInReport(
            [.. token.Claims.Where(claim => !Guards.Contains(claim.Type)).Select(claim => Explain(claim, token, options)).OrderBy(claim => claim.Type, StringComparer.Ordinal)],
            [.. Enum.GetValues<PortalRole>().Where(role => role != PortalRole.None && signIn?.Roles.HasFlag(role) == true).Select(role => role.ToString())],
            signIn?.Groups,
            assurance.Level.Words(),
            signIn?.GroupsLeftOut == true,
            [.. KeptClaims.Read(options).Where(claim => !token.HasClaim(stated => stated.Type == claim)).Order(StringComparer.Ordinal)]);
    }

    public string Write() => JsonSerializer.Serialize(this);

    public static SignInReport Read(string text) => JsonSerializer.Deserialize<SignInReport>(text) ?? throw new InvalidDataException("A report is empty.");

    private static ReportedClaim Explain(Claim claim, ClaimsPrincipal token, SignInOptions options)
    {
        var (used, words) = Fate(claim, token, options);
        if (KeptClaims.NamesOf(claim.Type, options) is { Count: > 0 } names)
            (used, words) = (true, $"{(used ? $"{words} " : "")}Policies read it as {string.Join(" and as ", names)}.");
        return new ReportedClaim(claim.Type, claim.Value.Length > LongestShown ? claim.Value[..LongestShown] + "…" : claim.Value, used, words);
    }

    private static (bool Used, string Words) Fate(Claim claim, ClaimsPrincipal token, SignInOptions options) => claim.Type switch
    {
        PortalClaims.Issuer or PortalClaims.Subject => (true, "Together they are who this is."),
        PortalClaims.Name => (true, "Shown as the name."),
        "preferred_username" => (true, "Shown where there is no name."),
        PortalClaims.Email => (true, "Kept for notices; never used to tell who this is."),
        PortalClaims.IssuerSession => (true, "By it the issuer can end the session (back-channel logout)."),
        "auth_time" or "acr" or "acrs" or "amr" => (true, "Judged by Auth:Assurance."),
        "_claim_names" or "hasgroups" => (true, GroupOverage.IsIn(token, options.GroupClaim) ? "Groups were left out: they are unknown." : "Names no groups."),
        var type when type == options.RoleClaim => Role(claim.Value, options),
        var type when type == options.GroupClaim => Group(claim.Value, token, options),
        _ => (false, "Ignored: Auth:Claims and Auth:Attributes do not name it."),
    };

    private static (bool Used, string Words) Role(string value, SignInOptions options)
    {
        var roles = options.Roles.Where(mapping => mapping.Value.Contains(value, StringComparer.Ordinal)).Select(mapping => mapping.Key.ToString()).ToList();
        return roles.Count > 0 ? (true, $"Gives {string.Join(", ", roles)}.") : (false, "Ignored: no role in Auth:Roles lists this value.");
    }

    private static (bool Used, string Words) Group(string value, ClaimsPrincipal token, SignInOptions options)
    {
        if (GroupOverage.IsIn(token, options.GroupClaim))
            return (false, "Ignored: the issuer says that this list is not complete.");
        var groups = options.Groups.Where(mapping => mapping.Value.Contains(value, StringComparer.Ordinal)).Select(mapping => mapping.Key).ToList();
        if (options.GroupsAsDelivered)
            groups.Add(value);
        return groups.Count > 0 ? (true, $"Means {string.Join(", ", groups)}.") : (false, "Ignored: no group in Auth:Groups lists this value.");
    }
}

/// <param name="Used">Whether the portal reads it; <paramref name="Words"/> says for what, or why not.</param>
public sealed record ReportedClaim(string Type, string Value, bool Used, string Words);
