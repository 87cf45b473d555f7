using System.Data.Common;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace JitPortal.Web.SignIn;

/// <summary>Ends open circuits of a person who was disabled, and of a session that has ended; a circuit outlives the cookie it began with (I-22).</summary>
internal sealed class SessionRevalidation(ILoggerFactory loggers, ActorFromClaims actors) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <summary>Leaves two of the five seconds within which the page has to go.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly ILogger logger = loggers.CreateLogger<SessionRevalidation>();

    protected override TimeSpan RevalidationInterval => Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await actors.ReadAsync(authenticationState.User, sourceAddress: null, cancellationToken) is not null;
        }
        catch (Exception failure) when (failure is DbException or TimeoutException or InvalidOperationException)
        {
            // A database that is away for a moment must not throw everybody out; nothing can be done without it anyway.
            Log.SessionNotChecked(logger, failure);
            return true;
        }
    }
}
