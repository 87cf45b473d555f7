using JitPortal.Storage;
using JitPortal.Storage.Secrets;

namespace JitPortal.Web.Commands;

/// <summary>The portal's use cases on its own database, without the web server and without its jobs.</summary>
internal static class OfflinePortal
{
    /// <param name="options">Settings such as <c>--Data:Folder=/var/lib/jitportal</c>.</param>
    /// <param name="own">The names of options that this command has besides.</param>
    /// <exception cref="CannotStartException">The options are not understood, or there is no database or no key where the settings say.</exception>
    /// <exception cref="InvalidOperationException">The database is not this version's, or not this key's.</exception>
    public static async Task<IHost> OpenAsync(string[] options, params string[] own)
    {
        var builder = Configured(options, own);
        DatabaseChoice.MustExist(builder.Configuration);
        builder.Services.AddCore(builder.Configuration, KeyRing.Open);
        var host = builder.Build();
        await host.Services.GetRequiredService<DatabasePreparation>().LearnAsync(CancellationToken.None);
        return host;
    }

    /// <summary>The settings that the server has on the same machine: it reads <c>ASPNETCORE_ENVIRONMENT</c> too, which a host without web does not.</summary>
    /// <exception cref="CannotStartException">The options are not understood, or the folder is not set, or it belongs to another account.</exception>
    public static HostApplicationBuilder Configured(string[] options, params string[] own)
    {
        CommandOptions.MustBeKnown(options, own);
        var ofTheServer = new ConfigurationManager();
        ofTheServer.AddEnvironmentVariables("ASPNETCORE_");
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { Args = options, Configuration = ofTheServer });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.AddPortalSettings();
        FolderOwner.MustRun(builder.Configuration[DataFolder.Key]!);
        return builder;
    }
}
