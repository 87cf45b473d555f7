using System.Threading.RateLimiting;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace JitPortal.Web.Shell;

/// <summary>
/// How much of the machine one circuit may take, and one person with many of them. Whoever passes it loses the circuit, and only that:
/// a browser never sends so much, and a page that is loaded again starts a new one.
/// </summary>
internal sealed class CircuitLimits(CircuitCounts counts, AuthenticationStateProvider authentication) : CircuitHandler, IDisposable
{
    /// <summary>Messages at once: a page of many fields that all answer stays far below.</summary>
    public const int Burst = 400;

    /// <summary>Messages a second in the long run: nobody types or clicks so fast.</summary>
    public const int PerSecond = 100;

    private readonly TokenBucketRateLimiter messages = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = Burst,
        TokensPerPeriod = PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    private string? counted;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var session = (await authentication.GetAuthenticationStateAsync()).User;
        var person = PortalSession.Person(session)?.ToString() ?? "";
        if (!counts.TryAdd(person))
            throw new InvalidOperationException($"More than {CircuitCounts.PerPerson} pages of one person are open.");
        counted = person;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Release();
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        using (var admitted = messages.AttemptAcquire())
        {
            if (!admitted.IsAcquired)
                throw new InvalidOperationException($"More than {Burst} messages came at once.");
        }

        await next(context);
    };

    /// <summary>A circuit that failed while it began is never closed, only disposed.</summary>
    public void Dispose()
    {
        Release();
        messages.Dispose();
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref counted, null) is { } person)
            counts.Remove(person);
    }
}
