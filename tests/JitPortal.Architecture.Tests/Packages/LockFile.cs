using System.Text.Json;

namespace JitPortal.Architecture.Tests.Packages;

/// <summary>What restore resolved for one project.</summary>
internal static class LockFile
{
    public const string Name = "packages.lock.json";

    public static IEnumerable<SourceFile> In(Tree tree) =>
        tree.Files.Where(f => f.Path.EndsWith("/" + Name, StringComparison.Ordinal));

    /// <summary><c>{"dependencies": {"net10.0": {"NodaTime": {"type": "Direct", "resolved": "3.3.7"}, "jitportal.domain": {"type": "Project"}}}}</c></summary>
    public static List<(string Name, string Version)> Packages(SourceFile file)
    {
        using var json = JsonDocument.Parse(file.Text);
        return [.. from framework in json.RootElement.GetProperty("dependencies").EnumerateObject()
                   from package in framework.Value.EnumerateObject()
                   where package.Value.GetProperty("type").GetString() != "Project"
                   select (package.Name, package.Value.GetProperty("resolved").GetString()!)];
    }
}
