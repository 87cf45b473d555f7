namespace JitPortal.Architecture.Tests;

/// <summary>A breach of a rule.</summary>
/// <param name="Place">The file's path from the top of the repository; what an exception names.</param>
/// <param name="Line">From 1; 0 where the file as a whole is meant.</param>
/// <param name="Words">What is wrong and what to do instead.</param>
internal sealed record Finding(string Place, int Line, string Words)
{
    public override string ToString() => Line == 0 ? $"{Place}: {Words}" : $"{Place}({Line}): {Words}";
}

/// <summary>A function from a tree of files to its breaches, so that a planted tree can prove that it fires.</summary>
internal sealed record Rule(string Name, Func<Tree, IEnumerable<Finding>> Check)
{
    public override string ToString() => Name;
}
