using JitPortal.Application;
using JitPortal.Connectors;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;

namespace JitPortal.Web;

/// <summary>What the portal and its commands share: rows, connectors, use cases.</summary>
public static class CoreSetup
{
    /// <param name="openKeys">Opens the master key in a folder; only who may begin a portal makes it where there is none.</param>
    public static IServiceCollection AddCore(this IServiceCollection services, IConfiguration configuration, Func<string, KeyRing> openKeys)
    {
        var folder = configuration[DataFolder.Key] ?? throw new CannotStartException($"{DataFolder.Key} is not set.");
        var databases = DatabaseChoice.Of(configuration, folder);
        databases.WarmUp();
        services.AddStorage(databases, Keys(folder, openKeys));
        services.AddSingleton(FactLimitSettings.Read(configuration));
        services.AddApplication(Path.Combine(folder, "spool"));
        services.AddConnectors();
        return services;
    }

    private static KeyRing Keys(string folder, Func<string, KeyRing> open)
    {
        try
        {
            return open(Path.Combine(folder, "keys"));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"{DataFolder.Key}: {e.Message}", e);
        }
    }
}
