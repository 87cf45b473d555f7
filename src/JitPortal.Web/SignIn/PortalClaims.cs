namespace JitPortal.Web.SignIn;

/// <summary>The claims of a portal session; whatever else the issuer said is not kept.</summary>
public static class PortalClaims
{
    /// <summary>The person's id in the portal, set once they were recognised by issuer and subject.</summary>
    public const string Person = "jit:person";

    /// <summary>The id of the browser's session; a bearer token has none.</summary>
    public const string Session = "jit:session";

    /// <summary>The issuer left groups out of the token.</summary>
    public const string GroupsLeftOut = "jit:groups-left-out";

    public const string Role = "jit:role";
    public const string Name = "name";
    public const string Subject = "sub";
    public const string Issuer = "iss";
    public const string Email = "email";

    /// <summary>The issuer's own name of its session, by which it asks to end ours.</summary>
    public const string IssuerSession = "sid";

    /// <summary>What a session keeps of the token: whose it is, and when and how the issuer saw them.</summary>
    public static readonly IReadOnlyList<string> Kept = [Issuer, Subject, IssuerSession, "auth_time", "acr", "acrs", "amr"];
}
