namespace JitPortal.Architecture.Tests.Packages;

/// <summary>
/// Reads the deny list against what restore resolved. A vulnerability feed that cannot be reached reports nothing, which
/// looks like health; this list is in the repository and always answers.
/// </summary>
internal static class DenyListRule
{
    private const string ListPath = "tests/JitPortal.Architecture.Tests/deny-list.txt";

    public static Rule Rule { get; } = new("denied-package", Check);

    private static IEnumerable<Finding> Check(Tree tree)
    {
        var list = DenyList.Parse(tree.Files.Single(f => f.Path == ListPath).Text);
        var unlocked = tree.Files.Where(f => f.Is(".csproj"))
            .Select(f => f.Path[..(f.Path.LastIndexOf('/') + 1)] + LockFile.Name)
            .Except(tree.Files.Select(f => f.Path))
            .Select(path => new Finding(path, 0, "is missing: what it would resolve to is checked by nobody."));
        var denied =
            from file in LockFile.In(tree)
            from package in LockFile.Packages(file)
            from entry in list.Against(package.Name, package.Version)
            select file.Found($"{package.Name} {package.Version} is denied ({entry.Range}): {entry.Reason}");
        return [.. unlocked, .. denied];
    }
}
