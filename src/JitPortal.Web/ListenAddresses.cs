using Microsoft.AspNetCore.Connections;

namespace JitPortal.Web;

/// <summary>Where the portal listens, as far as the settings say.</summary>
public static class ListenAddresses
{
    private const string Default = "http://localhost:5400";

    public static IReadOnlyList<string> Of(IConfiguration configuration) =>
        (configuration["urls"] ?? Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Somebody else listens there already.</summary>
    public static bool IsTaken(IOException failure) => failure.InnerException is AddressInUseException;
}
