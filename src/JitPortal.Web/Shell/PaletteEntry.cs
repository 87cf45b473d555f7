namespace JitPortal.Web.Shell;

/// <summary>One thing that the palette leads to.</summary>
/// <param name="Words">What it is found by and shown as, beginning with the verb: "Request orders-db, Read".</param>
/// <param name="Note">What comes of it, or what it is about.</param>
/// <param name="Href">Where it leads. It only ever opens something; nothing is decided here.</param>
public sealed record PaletteEntry(string Words, string? Note, string Icon, string Href)
{
    /// <summary>How well it answers; 0 where it does not. All words of the text occur, and a word's beginning counts for more than its middle.</summary>
    public int Rank(IReadOnlyList<string> words)
    {
        var rank = 1;
        foreach (var word in words)
        {
            var at = Words.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                return 0;
            rank += at == 0 || !char.IsLetterOrDigit(Words[at - 1]) ? 2 : 1;
        }
        return rank;
    }
}
