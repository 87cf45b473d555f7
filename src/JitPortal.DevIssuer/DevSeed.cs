using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace JitPortal.DevIssuer;

/// <summary>Fills the issuer's in-memory tables before it answers.</summary>
internal sealed class DevSeed(IServiceProvider services, IReadOnlyList<string> redirectBases) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DbContext>().Database.EnsureCreatedAsync(cancellationToken);

        var clients = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        await clients.CreateAsync(DevClients.Portal(redirectBases), cancellationToken);
        await clients.CreateAsync(DevClients.Workload(), cancellationToken);
        await clients.CreateAsync(DevClients.Program(), cancellationToken);

        var scopes = scope.ServiceProvider.GetRequiredService<IOpenIddictScopeManager>();
        await scopes.CreateAsync(new OpenIddictScopeDescriptor { Name = DevClients.GroupsScope }, cancellationToken);
        await scopes.CreateAsync(
            new OpenIddictScopeDescriptor { Name = DevClients.ApiScope, Resources = { DevClients.ApiAudience } },
            cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
