using JitPortal.Domain.People;
using Microsoft.AspNetCore.Components.Authorization;

namespace JitPortal.Web.SignIn;

/// <summary>Who uses this circuit, read anew for every use case.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, ActorFromClaims actors)
{
    /// <summary>Where the browser is, as far as the proxies tell: by the request that is answered, or the connection that the circuit has now; <see langword="null"/> where that is not known.</summary>
    public string? SourceAddress { get; set; }

    /// <exception cref="SessionEndedException">The person was disabled or signed out; the shell answers with the sign-in.</exception>
    public async Task<Actor> ReadAsync(CancellationToken ct)
    {
        var session = (await authentication.GetAuthenticationStateAsync()).User;
        return await actors.ReadAsync(session, SourceAddress, ct) ?? throw new SessionEndedException();
    }
}

/// <summary>A circuit acted for somebody who may not act any more.</summary>
public sealed class SessionEndedException() : Exception("The session has ended.");
