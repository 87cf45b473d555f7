using JitPortal.Storage;
using JitPortal.Storage.Secrets;

namespace JitPortal.Web.Commands;

/// <summary>The portal's use cases on its own database, without the web server and without its jobs.</summary>
internal static class OfflinePortal
{
    /// <param name="options">Settings such as <c>--Data:Folder=/var/lib/jitportal</c>.</param>
    /// <exception cref="CannotStartException">There is no database or no key where the settings say.</exception>
    /// <exception cref="InvalidOperationException">The database is not this version's, or not this key's.</exception>
    public static async Task<IHost> OpenAsync(string[] options)
    {
        var builder = Configured(options);
        DatabaseChoice.MustExist(builder.Configuration);
        builder.Services.AddCore(builder.Configuration, KeyRing.Open);
        var host = builder.Build();
        await host.Services.GetRequiredService<DatabasePreparation>().LearnAsync(CancellationToken.None);
        return host;
    }

    /// <summary>The settings that the server has on the same machine: it reads <c>ASPNETCORE_ENVIRONMENT</c> too, which a host without web does not.</summary>
    /// <exception cref="CannotStartException">The folder is not set, or belongs to another account.</exception>
    public static HostApplicationBuilder Configured(string[] options)
    {
        var ofTheServer = new ConfigurationManager();
        ofTheServer.AddEnvironmentVariables("ASPNETCORE_");
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { Args = options, Configuration = ofTheServer });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.AddPortalSettings();
        FolderOwner.MustRun(builder.Configuration[DataFolder.Key]!);
        return builder;
    }
}
