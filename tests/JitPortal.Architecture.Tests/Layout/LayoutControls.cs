namespace JitPortal.Architecture.Tests.Layout;

internal static class LayoutControls
{
    public static IReadOnlyList<Control> All { get; } =
    [
        Folder("folder-by-kind", "src/JitPortal.Domain/Grants/Models", "src/JitPortal.Domain/Grants"),
        Folder("folder-by-kind", "tests/JitPortal.TestKit/Helpers", "tests/JitPortal.TestKit/Time"),
        Folder("folder-feature", "src/JitPortal.Application/Mail", "src/JitPortal.Application/Notices"),
        Folder("folder-feature", "src/JitPortal.Application/Shell", "src/JitPortal.Web/Shell"),
        Folder("folder-feature", "src/JitPortal.Web/Grants/Parts", "src/JitPortal.Storage/Migrations/Sqlite"),
        Folder("folder-feature", "src/JitPortal.Connectors/Ssh/Keys", "src/JitPortal.Connectors/Ssh"),
        Size("file-size", LongFile(401), LongFile(249)),
        Size("file-size", [.. LongFile(250), .. LongFile(10)], [.. LongFile(250), .. Enumerable.Range(0, 19).SelectMany(_ => LongFile(10))]),
        Size("method-size", LongMethod(61), LongMethod(39)),
        Size("method-size", [.. LongMethod(40), .. LongMethod(3)], [.. LongMethod(40), .. Enumerable.Range(0, 19).SelectMany(_ => LongMethod(3))]),
    ];

    private static Control Folder(string rule, string breach, string sound) =>
        new(rule, Tree.Planted(($"{breach}/A.cs", "")), Tree.Planted(($"{sound}/A.cs", "")));

    private static Control Size(string rule, string[] breach, string[] sound) => new(rule, Files(breach), Files(sound));

    private static Tree Files(string[] texts) =>
        Tree.Planted([.. texts.Select((text, i) => ($"src/JitPortal.Domain/Grants/A{i}.cs", text))]);

    private static string[] LongFile(int lines) => [string.Concat(Enumerable.Repeat("//\n", lines))];

    private static string[] LongMethod(int lines) =>
        ["class A\n{\n    void B()\n    {\n" + string.Concat(Enumerable.Repeat("        C();\n", lines - 3)) + "    }\n}\n"];
}
