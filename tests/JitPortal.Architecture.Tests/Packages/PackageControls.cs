namespace JitPortal.Architecture.Tests.Packages;

internal static class PackageControls
{
    /// <summary>The checked-in list itself is put to the test: a list that no longer loads would deny nothing.</summary>
    private static readonly SourceFile CheckedIn = Tree.OfThisRepository.Files.Single(f => f.Path.EndsWith("/deny-list.txt", StringComparison.Ordinal));

    public static IReadOnlyList<Control> All { get; } =
    [
        new("denied-package", Resolves("Direct", "Newtonsoft.Json", "12.0.1"), Resolves("Direct", "Newtonsoft.Json", "13.0.1")),
        new("denied-package", Resolves("Transitive", "newtonsoft.json", "13.0.1-beta2"), Resolves("Transitive", "Newtonsoft.Json.Bson", "1.0.2")),
        new("denied-package", Resolves("CentralTransitive", "System.Security.Cryptography.Xml", "10.0.9"), Resolves("CentralTransitive", "System.Security.Cryptography.Xml", "10.0.10")),
        new("denied-package", Resolves("Direct", "Moq", "4.20.72"), Resolves("Direct", "Shouldly", "4.2.1")),
        new("notice", Notice("Npgsql.* | PostgreSQL", "Dapper"), Notice("Npgsql.* | PostgreSQL", "Npgsql.EntityFrameworkCore.PostgreSQL")),
        new("notice", Notice("Dapper.AOT | Apache-2.0", "Dapper"), Notice("Dapper | Apache-2.0", "dapper")),
        new("denied-package", Tree.Planted(List, ("src/A/A.csproj", "<Project />")), Tree.Planted(List, ("src/A/A.csproj", "<Project />"), ("src/A/packages.lock.json", "{\"dependencies\":{}}"))),
    ];

    private static (string Path, string Text) List => (CheckedIn.Path, CheckedIn.Text);

    private static Tree Notice(string row, string package) => Tree.Planted(("NOTICE", row), Locked("Direct", package, "1.0.0"));

    private static Tree Resolves(string type, string package, string version) => Tree.Planted(List, Locked(type, package, version));

    private static (string Path, string Text) Locked(string type, string package, string version) => ("src/A/packages.lock.json", $$"""
        { "version": 2, "dependencies": { "net10.0": {
          "{{package}}": { "type": "{{type}}", "resolved": "{{version}}" },
          "jitportal.domain": { "type": "Project" } } } }
        """);
}
