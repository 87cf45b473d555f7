using System.Globalization;

namespace JitPortal.Domain.Audit;

/// <summary>
/// A place in the audit chain as somebody keeps it outside the database, "3412:459c…": a chain that does not pass through it any more was
/// cut off or written anew, which nothing inside the database can show.
/// </summary>
/// <param name="Sequence">The event's number, from 1.</param>
/// <param name="Link">Its link, 64 hexadecimal digits in lower case.</param>
public sealed record ChainMark(long Sequence, string Link)
{
    public static ChainMark Of(long sequence, ReadOnlySpan<byte> link) => new(sequence, Convert.ToHexStringLower(link));

    /// <returns><see langword="null"/> for anything but a number, a colon and 64 hexadecimal digits.</returns>
    public static ChainMark? Parse(string text) => text.Trim().Split(':') switch
    {
        [var number, { Length: 2 * AuditChain.HashLength } link] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence > 0 && link.All(char.IsAsciiHexDigit)
            => new ChainMark(sequence, link.ToLowerInvariant()),
        _ => null,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Link}");
}
