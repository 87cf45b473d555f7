using JitPortal.Domain.People;

namespace JitPortal.Web.SignIn;

/// <summary>Who vouches for people and workloads. Section <c>Auth</c>.</summary>
public sealed class SignInOptions
{
    public const string Section = "Auth";

    public SignInMode Mode { get; set; } = SignInMode.Oidc;

    /// <summary>The issuer's address; its discovery document lies below it. Set by the mode for the development issuer.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "jitportal";

    public string ClientSecret { get; set; } = "";

    /// <summary>What the portal asks for, separated by spaces; some issuers want <c>roles</c> or <c>groups</c> here.</summary>
    public string Scopes { get; set; } = "openid profile email";

    /// <summary>The claim that carries roles, for example <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The claim that carries groups.</summary>
    public string GroupClaim { get; set; } = "groups";

    /// <summary>The claim that names a person's manager by their subject at the same issuer; empty where the issuer states none.</summary>
    public string ManagerClaim { get; set; } = "";

    /// <summary>For each role of the portal the claim values that give it. A value that is not listed gives nothing.</summary>
    public Dictionary<PortalRole, string[]> Roles { get; set; } = [];

    /// <summary>For each group of the portal the claim values that mean it. A value that is not listed means nothing.</summary>
    public Dictionary<string, string[]> Groups { get; set; } = new(StringComparer.Ordinal);

    /// <summary>For each level the statements of this issuer that mean it. What is not listed, or not stated, is the lowest level.</summary>
    public Dictionary<AssuranceLevel, AssuranceRule> Assurance { get; set; } = [];

    /// <summary>The claims that policies may read, under the issuer's names; no other is kept for them.</summary>
    public IReadOnlyList<string> Claims { get; set; } = [];

    /// <summary>For each attribute of a person that policies may read, such as <c>department</c>, the claim that states it.</summary>
    public Dictionary<string, string> Attributes { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Takes every group under the name that the issuer gave it, beside <see cref="Groups"/>.</summary>
    public bool GroupsAsDelivered { get; set; }

    /// <summary>The audience that a bearer token must be made out to.</summary>
    public string Audience { get; set; } = "jitportal-api";

    /// <summary>The <c>typ</c> header of bearer tokens; empty accepts any, for issuers that send none.</summary>
    public string AccessTokenType { get; set; } = "at+jwt";

    /// <summary>Client ids that are workloads: a token's shape never makes one.</summary>
    public IReadOnlyList<string> Workloads { get; set; } = [];

    /// <summary>For each workload's client id the subject, at the same issuer, of the person who owns it and never decides for it.</summary>
    public Dictionary<string, string> WorkloadOwners { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Client ids of programs through which people may call the API. Nobody else may come with a bearer token.</summary>
    public IReadOnlyList<string> Programs { get; set; } = [];

    /// <summary>How long a browser stays signed in, 5 minutes to 24 hours.</summary>
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromHours(8);
}

public enum SignInMode
{
    /// <summary>Any OpenID Connect issuer with the code flow and PKCE.</summary>
    Oidc,

    /// <summary>Microsoft Entra ID; its own settings are in <c>Auth:Entra</c>.</summary>
    Entra,

    /// <summary>The built-in issuer that signs anybody in; Development only, and absent from Release builds.</summary>
    DevIssuer,
}
