using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace JitPortal.Web;

/// <summary>Finds the settings that the framework does not look for.</summary>
public static class PortalSettings
{
    /// <summary>
    /// Under <c>dotnet run</c> the content root is the project folder, while the development settings of the top level are
    /// copied beside the assembly. They take the place right after the other files, so that the environment and the command
    /// line still win, and they end in the folder of the data.
    /// </summary>
    public static void AddPortalSettings(this IHostApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            var sources = builder.Configuration.Sources;
            var lastFile = sources.ToList().FindLastIndex(source => source is JsonConfigurationSource);
            sources.Insert(lastFile + 1, new JsonConfigurationSource
            {
                Path = "appsettings.Development.json",
                Optional = true,
                FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            });
        }

        builder.Configuration[DataFolder.Key] = DataFolder.Of(builder.Configuration, builder.Environment);
    }
}
