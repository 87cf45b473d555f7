using JitPortal.Application.People;

namespace JitPortal.Web.SignIn;

/// <summary>Tells whoever starts a portal without an administrator how to become one. Development signs administrators in anyway.</summary>
internal sealed class SetupAnnouncement(OfferSetup offerSetup, IHostEnvironment environment) : IHostedService, IStartAnnouncement
{
    public string? Line { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment())
            return;
        if (await offerSetup.RunAsync(cancellationToken) is { } code)
            Line = $"This portal has no administrator. Sign in, open {SignInEndpoints.SetupPath} and enter {code} within the hour.";
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
