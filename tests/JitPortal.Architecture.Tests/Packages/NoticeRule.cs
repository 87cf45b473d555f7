namespace JitPortal.Architecture.Tests.Packages;

/// <summary>NOTICE names every package that the source projects resolve, by its name or by its family (<c>Npgsql.*</c>).</summary>
internal static class NoticeRule
{
    public static Rule Rule { get; } = new("notice", Check);

    private static IEnumerable<Finding> Check(Tree tree)
    {
        var notice = tree.Files.Single(f => f.Path == "NOTICE");
        var named = notice.Text.Split('\n').Where(line => line.Contains('|')).Select(line => line.Split('|')[0].Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return LockFile.In(tree).Where(f => f.IsUnder("src")).SelectMany(LockFile.Packages).Select(p => p.Name).Distinct()
            .Where(package => !named.Contains(package) && !named.Contains(package.Split('.')[0] + ".*"))
            .Select(package => notice.Found($"does not name {package}: add its licence and copyright, as its package states them."));
    }
}
