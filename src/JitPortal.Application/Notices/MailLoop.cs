using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Notices;

/// <summary>Sends mail, on every node and apart from everything else: a mail server that hangs delays mail and nothing more.</summary>
public sealed class MailLoop(SendMail send, TimeProvider clock, ILogger<MailLoop> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await TrySendAsync(stoppingToken))
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Whether there may be more to do at once.</returns>
    private async Task<bool> TrySendAsync(CancellationToken ct)
    {
        try
        {
            return await send.RunAsync(ct) > 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            log.MailFailed(e);
            return false;
        }
    }
}
