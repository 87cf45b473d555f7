namespace JitPortal.Application.Notices;

/// <summary>Where people reach the portal, for links in messages. Section <c>Portal</c>.</summary>
public sealed class PublicAddressOptions
{
    public const string Section = "Portal";

    /// <summary>For example <c>https://jit.example.org</c>; never taken from a request, whose host anybody can forge.</summary>
    public string PublicUrl { get; set; } = "";

    /// <param name="path">Begins with a slash.</param>
    public string LinkTo(string path) => PublicUrl.TrimEnd('/') + path;
}
