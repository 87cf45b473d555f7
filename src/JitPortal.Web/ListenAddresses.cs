using Microsoft.AspNetCore.Connections;

namespace JitPortal.Web;

/// <summary>Where the portal listens, as far as the settings say.</summary>
public static class ListenAddresses
{
    private const string Key = "urls";
    private const string Default = "http://localhost:5400";

    /// <summary>Where nothing names an address or a port: the framework would take another one.</summary>
    public static void AddDefaultAddress(this WebApplicationBuilder builder)
    {
        string[] named = [Key, "http_ports", "https_ports"];
        if (named.All(key => string.IsNullOrEmpty(builder.Configuration[key])) && !builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            builder.WebHost.UseUrls(Default);
    }

    public static IReadOnlyList<string> Of(IConfiguration configuration) =>
        (configuration[Key] ?? Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Somebody else listens there already.</summary>
    public static bool IsTaken(IOException failure) => failure.InnerException is AddressInUseException;
}
