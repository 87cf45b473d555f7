namespace JitPortal.Web.Shell;

/// <summary>What the request that opened the page knows and the circuit would not; it travels to the circuit signed by the framework.</summary>
/// <param name="SourceAddress">Where the browser is, as far as the proxies tell.</param>
/// <param name="Zone">The browser's IANA time zone, from a cookie; <see langword="null"/> on the very first visit.</param>
public sealed record Visit(string? SourceAddress, string? Zone);
