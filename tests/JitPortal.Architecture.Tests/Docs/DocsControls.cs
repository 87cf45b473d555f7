namespace JitPortal.Architecture.Tests.Docs;

internal static class DocsControls
{
    private const string Row = "| I-01 | ends on time | `WindowTests.Windows_Random_Hold` | an end is late | not in time |";
    private const string Tests = "class WindowTests { [Theory] public void Windows_Random_Hold() { } }";

    public static IReadOnlyList<Control> All { get; } =
    [
        Proofs(Row, "class WindowTests { [Fact] public void Windows_Random_Held() { } }"),
        Proofs(Row, "class OtherTests { [Fact] public void Windows_Random_Hold() { } }"),
        Proofs(Row, "class WindowTests { public void Windows_Random_Hold() { } }"),
        Proofs("| I-01 | ends on time | by reading | an end is late | not in time |", Tests),
        Proofs("| I-01 | ends on time | `WindowTests.Windows_Random_Hold` |", Tests),
        Proofs("| I-01 | ends on time | `WindowTests.Windows_Random_Hold` | *not yet* |  |", Tests),
        Proofs("| I-01 | ends on time | `WindowTests.Windows_Random_Hold` | an end is late |  |", Tests),
    ];

    private static Control Proofs(string row, string test) => new(
        "proofs",
        Tree.Planted(("docs/proofs.md", row), ("tests/A.cs", test)),
        Tree.Planted(("docs/proofs.md", Row), ("tests/A.cs", Tests)));
}
