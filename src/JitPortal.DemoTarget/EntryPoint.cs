namespace JitPortal.DemoTarget;

/// <summary>Runs the back office on its own: <c>dotnet run -- http://localhost:5403 whsec_… state.json</c>.</summary>
/// <remarks>A named class, because a second top-level <c>Program</c> would collide with the portal's.</remarks>
internal static class EntryPoint
{
    private static Task Main(string[] args) => args is [var url, var secret, ..]
        ? BackOffice.Build(new BackOfficeOptions(url, secret, args.ElementAtOrDefault(2))).RunAsync()
        : Console.Error.WriteLineAsync("Give the address to listen on, the secret shared with the portal, and optionally a file to keep state in.");
}
