using System.Security.Claims;
using JitPortal.Application.People;
using JitPortal.Domain.People;

namespace JitPortal.Web.SignIn;

/// <summary>The identity that a portal session carries: who the person is, not what the issuer's token contained.</summary>
public static class PortalSession
{
    /// <summary>Of what an issuer states, longer values are left out of the session: 500 characters.</summary>
    private const int LongestClaim = 500;

    public static ClaimsPrincipal Of(Actor actor, ClaimsPrincipal token, string scheme)
    {
        var identity = new ClaimsIdentity(scheme, PortalClaims.Name, PortalClaims.Role);
        identity.AddClaim(new Claim(PortalClaims.Person, actor.Id.ToString()));
        identity.AddClaim(new Claim(PortalClaims.Name, actor.Name));
        identity.AddClaims(Roles(actor));
        foreach (var claim in PortalClaims.Kept.SelectMany(token.FindAll).Where(claim => claim.Value.Length <= LongestClaim))
            identity.AddClaim(new Claim(claim.Type, claim.Value));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Whether a sign-in is the one that a session rests on: the same subject of the same issuer, not only the same person.</summary>
    public static bool IsOf(ClaimsPrincipal session, OpenSession open) =>
        session.FindFirst(PortalClaims.Issuer)?.Value == open.Issuer && session.FindFirst(PortalClaims.Subject)?.Value == open.Subject;

    /// <summary>A role that was given or taken since the sign-in counts at the next request.</summary>
    /// <returns><see langword="null"/> where the session states them as they are.</returns>
    public static ClaimsPrincipal? WithRolesOf(this ClaimsPrincipal session, Actor actor)
    {
        var roles = Roles(actor).ToList();
        if (session.FindAll(PortalClaims.Role).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal).SetEquals(roles.Select(role => role.Value)))
            return null;
        var known = (ClaimsIdentity)session.Identity!;
        return new ClaimsPrincipal(new ClaimsIdentity(
            known.Claims.Where(claim => claim.Type != PortalClaims.Role).Concat(roles), known.AuthenticationType, known.NameClaimType, known.RoleClaimType));
    }

    private static IEnumerable<Claim> Roles(Actor actor) =>
        Enum.GetValues<PortalRole>().Where(role => role != PortalRole.None && actor.Is(role)).Select(role => new Claim(PortalClaims.Role, role.ToString()));

    /// <returns><see langword="null"/> for a caller who is not signed in to the portal.</returns>
    public static PersonId? Person(ClaimsPrincipal? session) =>
        Guid.TryParse(session?.FindFirst(PortalClaims.Person)?.Value, out var id) ? new PersonId(id) : null;

    /// <returns><see langword="null"/> for a bearer token: it ends by its own time.</returns>
    public static SessionId? Session(ClaimsPrincipal? session) =>
        Guid.TryParse(session?.FindFirst(PortalClaims.Session)?.Value, out var id) ? new SessionId(id) : null;
}
