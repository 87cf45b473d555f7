using JitPortal.Domain.People;
using Microsoft.AspNetCore.Components.Authorization;

namespace JitPortal.Web.SignIn;

/// <summary>Who uses this circuit, read anew for every use case.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, ActorFromClaims actors)
{
    /// <summary>Where the browser was when it opened the page; a circuit has no request of its own to ask.</summary>
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
