using System.Globalization;
using System.Security.Claims;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

/// <summary>What every way of signing in shares: a validated token becomes a portal session, or a reason why not.</summary>
public sealed class Recognition(RecognisePerson recognisePerson, IOptions<SignInOptions> options)
{
    public async Task<Outcome<ClaimsPrincipal>> RecogniseAsync(ClaimsPrincipal? token, string scheme, bool isWorkload, CancellationToken ct)
    {
        if (token is null || ClaimMapping.Read(token, options.Value, isWorkload) is not { } signIn)
            return new Refusal.Invalid("token", "The issuer's answer names no issuer or no subject.");

        if (scheme == JwtBearerDefaults.AuthenticationScheme)
            signIn = signIn with { MayBeNew = isWorkload, StatedAt = IssuedAt(token), OwnerSubject = isWorkload ? options.Value.WorkloadOwners.GetValueOrDefault(ClientOf(token)) : null };
        var recognised = await recognisePerson.RunAsync(signIn, ct);
        return recognised.Match<Outcome<ClaimsPrincipal>>(actor => Session(actor, signIn, token, scheme), refusal => refusal);
    }

    private static ClaimsPrincipal Session(Actor actor, Application.People.SignIn signIn, ClaimsPrincipal token, string scheme)
    {
        var session = PortalSession.Of(actor, token, scheme);
        if (signIn.GroupsLeftOut)
            ((ClaimsIdentity)session.Identity!).AddClaim(new Claim(PortalClaims.GroupsLeftOut, bool.TrueString));
        return session;
    }

    /// <summary>
    /// A workload is a client that is registered as one here; nothing in a token makes it one. A person comes through a program that
    /// is registered, and a program that comes for itself is nobody.
    /// </summary>
    /// <returns><see langword="null"/> for a client that is not registered.</returns>
    public SubjectKind? KindOf(ClaimsPrincipal? token)
    {
        if (token is null || ClientOf(token) is not { Length: > 0 } client)
            return null;
        if (options.Value.Workloads.Contains(client, StringComparer.Ordinal))
            return SubjectKind.Workload;
        var forItself = token.FindFirst(PortalClaims.Subject)?.Value == client || token.FindFirst("idtyp")?.Value == "app";
        return options.Value.Programs.Contains(client, StringComparer.Ordinal) && !forItself ? SubjectKind.Person : null;
    }

    private static string ClientOf(ClaimsPrincipal token) => token.FindFirst("client_id")?.Value ?? token.FindFirst("azp")?.Value ?? "";

    /// <summary>What a token states is as old as the token, however often it is shown. One that does not tell its age states nothing new.</summary>
    private static DateTimeOffset IssuedAt(ClaimsPrincipal token) =>
        long.TryParse(token.FindFirst("iat")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;
}
