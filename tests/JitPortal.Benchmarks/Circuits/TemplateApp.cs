using JitPortal.TestKit.Servers;

namespace JitPortal.Benchmarks.Circuits;

/// <summary>
/// The empty Blazor Server template of this SDK, made and built anew as anybody would make it, with two additions: a page that does
/// nothing but show what changed, and the addresses by which a benchmark asks for its memory and makes the change.
/// </summary>
internal sealed class TemplateApp : IAsyncDisposable
{
    private const string Live = """
        @page "/live"
        @implements IDisposable
        <h1>Live</h1>
        <p>@Changes.Words</p>
        @code {
            protected override void OnInitialized() => Changes.Happened += Draw;
            public void Dispose() => Changes.Happened -= Draw;
            private void Draw() => _ = InvokeAsync(StateHasChanged);
        }
        """;

    private const string Changes = """
        namespace Template;
        public static class Changes
        {
            public static event Action? Happened;
            public static string Words { get; private set; } = "";
            public static void Make(string words) { Words = words; Happened?.Invoke(); }
        }
        """;

    private const string Addresses = """
        app.MapGet("/bench/memory", () =>
        {
            for (var i = 0; i < 3; i++) { GC.Collect(2, GCCollectionMode.Aggressive, true, true); GC.WaitForPendingFinalizers(); }
            return new { heap = GC.GetTotalMemory(true), resident = Environment.WorkingSet };
        });
        app.MapGet("/bench/change", (string words) => Template.Changes.Make(words));
        app.Run();
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jitportal-template-");

    private TemplateApp()
    {
    }

    public string Project => folder.FullName;

    public string Program => Path.Combine(folder.FullName, "bin", "Release", "net10.0", "Template.dll");

    public static async Task<TemplateApp> BuildAsync()
    {
        var app = new TemplateApp();
        var here = app.folder.FullName;
        await Shell.MustAsync("dotnet", ["new", "blazor", "--interactivity", "Server", "--all-interactive", "--empty", "--no-restore", "-n", "Template", "-o", here]);
        await File.WriteAllTextAsync(Path.Combine(here, "Components", "Pages", "Live.razor"), Live);
        await File.WriteAllTextAsync(Path.Combine(here, "Changes.cs"), Changes);
        var program = Path.Combine(here, "Program.cs");
        await File.WriteAllTextAsync(program, (await File.ReadAllTextAsync(program)).Replace("app.Run();", Addresses, StringComparison.Ordinal));
        await Shell.MustAsync("dotnet", ["build", here, "-c", "Release", "-v", "q"]);
        return app;
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
