using System.Data.Common;
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
        catch (DbException e)
        {
            throw Unusable(e);
        }
        catch (InvalidOperationException e)
        {
            // EF wraps what might pass.
            throw e.InnerException is DbException failure ? Unusable(failure) : new CannotStartException(e.Message, e);
        }
    }

    private static CannotStartException Unusable(DbException failure) => new($"The database cannot be used ({DatabaseChoice.ProviderKey}): {failure.Message}", failure);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
