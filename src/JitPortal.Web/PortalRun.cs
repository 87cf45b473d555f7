using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace JitPortal.Web;

/// <summary>Starts the portal and waits for its end. What an owner can mend is one sentence and exit code 2, not a stack trace.</summary>
public static class PortalRun
{
    private const int Fine = 0;
    private const int CannotStart = 2;

    /// <summary>Until the portal runs, its failures are told by <see cref="RunAsync"/>; the host would add a stack trace.</summary>
    public static void AddStartWords(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<StartState>().AddOptions<LoggerFilterOptions>().Configure<StartState>((filters, start) =>
            filters.Rules.Add(new LoggerFilterRule(
                providerName: null, "Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Information, (_, _, _) => start.Done)));

    public static async Task<int> RunAsync(Func<WebApplication> compose)
    {
        WebApplication? app = null;
        try
        {
            app = compose();
            await app.StartAsync(CancellationToken.None);
        }
        catch (Exception failure) when (Sentences(failure, app?.Configuration) is { Count: > 0 } sentences)
        {
            foreach (var sentence in sentences)
                await Console.Error.WriteLineAsync(sentence);
            if (app is not null)
                await StopAsync(app);
            return CannotStart;
        }
        catch (OperationCanceledException) when (app is not null && app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await StopAsync(app);   // told to end before it had begun
            return Fine;
        }

        app.Services.GetRequiredService<StartState>().Done = true;
        Announce(app);
        await app.WaitForShutdownAsync(CancellationToken.None);
        await app.DisposeAsync();
        return Fine;
    }

    /// <summary>What began before the failure ends first: a loop that finds its database disposed would tell of that instead.</summary>
    private static async Task StopAsync(WebApplication app)
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private static IReadOnlyList<string> Sentences(Exception failure, IConfiguration? configuration) => failure switch
    {
        CannotStartException known => [known.Message],
        OptionsValidationException settings => [.. settings.Failures],
        IOException taken when configuration is not null && ListenAddresses.IsTaken(taken) =>
        [
            $"{string.Join(", ", ListenAddresses.Of(configuration))} is already in use. Choose another address with ASPNETCORE_URLS or --urls.",
        ],
        _ => SettingFormat.Sentence(failure) is { } sentence ? [sentence] : [],
    };

    private static void Announce(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Log.Listening(app.Logger, string.Join(", ", addresses));
        foreach (var line in app.Services.GetServices<IStartAnnouncement>().Select(announcement => announcement.Line).OfType<string>())
            Log.Announce(app.Logger, line);
    }

    private sealed class StartState
    {
        public bool Done { get; set; }
    }
}

/// <summary>A line that the portal says once it runs, for example who can sign in on a fresh machine.</summary>
public interface IStartAnnouncement
{
    /// <summary><see langword="null"/> where there is nothing to say.</summary>
    string? Line { get; }
}
