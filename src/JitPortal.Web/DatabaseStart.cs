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
        catch (Exception failure) when (CannotStartException.Sentence(failure) is { } sentence)
        {
            throw new CannotStartException(sentence, failure);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
