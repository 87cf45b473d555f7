namespace JitPortal.DevIssuer;

/// <summary>Runs the issuer on its own, for several portal nodes: <c>dotnet run -- http://localhost:5401 http://localhost:5400 http://localhost:5410</c>.</summary>
/// <remarks>A named class, because a second top-level <c>Program</c> would collide with the portal's.</remarks>
internal static class EntryPoint
{
    private static Task Main(string[] args) =>
        DevIssuerApp.Build(args.FirstOrDefault("http://localhost:5401"), args.Length > 1 ? args[1..] : ["http://localhost:5400"]).RunAsync();
}
