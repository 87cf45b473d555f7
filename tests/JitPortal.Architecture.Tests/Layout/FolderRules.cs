namespace JitPortal.Architecture.Tests.Layout;

/// <summary>A folder is a feature, named alike in every project, flat inside.</summary>
internal static class FolderRules
{
    private static readonly string[] Features =
        ["Catalog", "People", "Policies", "Requests", "Approvals", "Grants", "Targets", "Audit", "Notices", "Intake"];

    /// <summary>What a project may have beside the features, with the folders inside it.</summary>
    private static readonly Dictionary<string, string[]> Extras = new()
    {
        ["JitPortal.Domain"] = ["Time", "Texts"],
        ["JitPortal.Storage"] = ["Migrations", "Migrations/Sqlite", "Migrations/PostgreSql", "CompiledModels", "CompiledModels/Sqlite", "CompiledModels/PostgreSql", "Time", "Secrets", "Live"],
        ["JitPortal.Application"] = ["Live", "Failpoints"],
        ["JitPortal.Web"] = ["SignIn", "Shell", "Live", "Jobs", "Health", "Demo", "Commands"],
    };

    private static readonly HashSet<string> ByKind = new(StringComparer.OrdinalIgnoreCase)
        { "Interfaces", "Models", "Services", "Helpers", "Common", "Utils", "Features" };

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("folder-by-kind", tree => Folders(tree).SelectMany(ByKindNames)),
        new("folder-feature", tree => Folders(tree).Where(f => f.Project.StartsWith("src/", StringComparison.Ordinal)).SelectMany(FeatureNames)),
    ];

    /// <summary>Every folder that holds a file, with those above it, below the project's own.</summary>
    private static IEnumerable<(string Project, string Folder)> Folders(Tree tree) => tree.Files
        .Select(file => file.Path.Split('/')[..^1])
        .Where(parts => parts.Length > 2)
        .SelectMany(parts => Enumerable.Range(3, parts.Length - 2).Select(n => (string.Join('/', parts[..2]), string.Join('/', parts[2..n]))))
        .Distinct();

    private static IEnumerable<Finding> ByKindNames((string Project, string Folder) f) =>
        ByKind.Contains(f.Folder.Split('/')[^1])
            ? [new($"{f.Project}/{f.Folder}", 0, "gathers files by kind: put each with its feature.")]
            : [];

    private static IEnumerable<Finding> FeatureNames((string Project, string Folder) f)
    {
        var project = f.Project["src/".Length..];
        if (f.Folder == "Properties" || Extras.GetValueOrDefault(project, []).Contains(f.Folder))
            return [];
        if (f.Folder.Contains('/'))
            return [new($"{f.Project}/{f.Folder}", 0, "a feature is flat inside: move its files up or make it a feature of its own.")];

        // A kind of target is a folder of the connectors; the development projects are small and on their own.
        return Features.Contains(f.Folder) || !Extras.ContainsKey(project)
            ? []
            : [new($"{f.Project}/{f.Folder}", 0, "is neither a feature nor one of the folders this project may have beside them.")];
    }
}
