using System.Security.Claims;
using JitPortal.Application.People;
using JitPortal.Domain.People;

namespace JitPortal.Web.SignIn;

/// <summary>Turns a session into the <see cref="Actor"/> of a use case, as the person stands in the portal now.</summary>
public sealed class ActorFromClaims(ReadActor readActor, AssuranceMapping assurance)
{
    /// <summary>Whoever makes this call.</summary>
    public Task<Actor?> ReadAsync(HttpContext context, CancellationToken ct) => ReadAsync(context.User, context.Connection.RemoteIpAddress?.ToString(), ct);

    /// <param name="sourceAddress">Where the call comes from, as far as it is known.</param>
    /// <returns><see langword="null"/> when nobody is signed in, or the person is gone or disabled, or the session has ended.</returns>
    public async Task<Actor?> ReadAsync(ClaimsPrincipal? session, string? sourceAddress, CancellationToken ct)
    {
        if (PortalSession.Person(session) is not { } person)
            return null;
        var actor = await readActor.RunAsync(person, PortalSession.Session(session), ct);
        return actor is null ? null : actor with { SourceAddress = sourceAddress, Assurance = assurance.Of(session!, actor.Kind) };
    }
}
