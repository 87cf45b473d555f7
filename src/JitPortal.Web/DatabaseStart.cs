using JitPortal.Storage;
using JitPortal.Storage.Time;

namespace JitPortal.Web;

/// <summary>Brings the database to this version and sets the clock, before anything else of the portal starts.</summary>
public sealed class DatabaseStart(DatabasePreparation preparation, DatabaseClock clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await preparation.RunAsync(cancellationToken);
            await clock.StartAsync(cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw new CannotStartException(e.Message, e);
        }
        catch (System.Data.Common.DbException e)
        {
            throw new CannotStartException($"The database cannot be used ({DatabaseChoice.ProviderKey}): {e.Message}", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
