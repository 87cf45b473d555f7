using System.Security.Cryptography;
using System.Text;

namespace JitPortal.Application.People;

/// <summary>A code such as <c>K7QF2-9XW4M-TB3HD-6RNPC</c>: 20 letters and digits that cannot be mistaken for each other, 98 bits.</summary>
internal static class SetupCode
{
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Groups = 4;
    private const int GroupLength = 5;

    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));

    /// <summary>However it was typed: dashes, blanks and small letters make no difference.</summary>
    public static byte[] HashOf(string typed) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()));
}
