namespace JitPortal.TestKit.Lists;

/// <summary>Something that is asked of the portal, and of the database by hand. Both answer with what a page would show, one object for each line of it.</summary>
public sealed record Question(string Name, Func<Task<IReadOnlyList<object>>> Portal, Func<Task<IReadOnlyList<object>>> ByHand)
{
    /// <summary>Puts it to both.</summary>
    /// <exception cref="InvalidOperationException">The answers differ, or are empty, so there is nothing to compare.</exception>
    public async Task CheckAsync()
    {
        var (ours, theirs) = (await Portal(), await ByHand());
        if (ours.Count == 0 || !ours.SequenceEqual(theirs))
            throw new InvalidOperationException($"{Name}: the portal answers {Words(ours)} and the statement {Words(theirs)}.");
    }

    private static string Words(IReadOnlyList<object> answer) => $"{answer.Count} lines, first “{(answer is [var first, ..] ? first : null)}”";
}
