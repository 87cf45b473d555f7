namespace JitPortal.Architecture.Tests;

/// <summary>The files the rules look at: those of this repository, or a few planted ones.</summary>
internal sealed class Tree(IEnumerable<SourceFile> files)
{
    /// <summary>What a tool writes: nobody edits it.</summary>
    private static readonly string[] Generated = ["src/JitPortal.Storage/Migrations", "src/JitPortal.Storage/CompiledModels"];

    private static readonly HashSet<string> Skipped = ["bin", "obj", "node_modules", "TestResults"];
    private static readonly Lazy<Tree> Repository = new(ReadRepository);

    public static string Top { get; } = FindTop();

    public static Tree OfThisRepository => Repository.Value;

    public IReadOnlyList<SourceFile> Files { get; } = [.. files];

    public static Tree Planted(params (string Path, string Text)[] files) =>
        new(files.Select(f => new SourceFile(f.Path, () => f.Text)));

    /// <summary>Hand-written C# under the given top-level folders (all of them when none is named).</summary>
    public IEnumerable<SourceFile> CSharp(params string[] folders) =>
        Files.Where(f => f.Is(".cs") && !Generated.Any(f.IsUnder) && (folders.Length == 0 || folders.Any(f.IsUnder)));

    public override string ToString() => string.Join('\n', Files.Select(f => $"{f.Path}: {f.Text}"));

    private static Tree ReadRepository()
    {
        var files = new[] { "src", "tests", "e2e", "docs" }
            .Select(folder => new DirectoryInfo(Path.Combine(Top, folder)))
            .SelectMany(Walk)
            .Concat(new DirectoryInfo(Top).EnumerateFiles())
            .Select(file => new SourceFile(
                Path.GetRelativePath(Top, file.FullName).Replace('\\', '/'), () => File.ReadAllText(file.FullName)));
        return new Tree(files);
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateDirectories().Where(d => !Skipped.Contains(d.Name)).SelectMany(Walk).Concat(folder.EnumerateFiles());

    private static string FindTop()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "JitPortal.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No JitPortal.sln above {AppContext.BaseDirectory}: run the tests inside the repository.");
    }
}
