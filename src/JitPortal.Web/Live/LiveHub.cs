using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace JitPortal.Web.Live;

/// <summary>
/// Tells scripts and machines that something changed: <c>Changed</c> with a <see cref="LiveMessage"/>. It only speaks; whoever
/// wants to know more reads it through the API, which asks for their rights again.
/// </summary>
[Authorize(PortalPolicies.PersonOrWorkload)]
public sealed class LiveHub(LiveConnections connections, ActorFromClaims actors) : Hub<ILiveClient>
{
    public const string Path = "/hubs/live";

    public override async Task OnConnectedAsync()
    {
        var actor = await actors.ReadAsync(Context.User, sourceAddress: null, Context.ConnectionAborted);
        if (actor is null)
        {
            Context.Abort();
            return;
        }

        connections.Add(Context.ConnectionId, actor, PortalSession.Session(Context.User), Context.Abort);
        await Clients.Caller.Listening();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }
}

public interface ILiveClient
{
    /// <summary>From here on nothing is missed: the moment to read the state. It comes at the beginning, and again after something may have been.</summary>
    Task Listening();

    Task Changed(LiveMessage message);
}

/// <summary>One committed change: ids only, never contents.</summary>
/// <param name="Sequence">The audit sequence number; a gap means that something did not concern the listener.</param>
public sealed record LiveMessage(long Sequence, string Type, Guid? Request, Guid? Grant);
