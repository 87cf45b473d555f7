using System.Globalization;
using System.Text;
using System.Text.Json;
using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Domain;

namespace JitPortal.Application.People;

/// <summary>
/// What an issuer states comes from outside as well. The identity is kept exactly or refused: cut or cleaned it could be
/// somebody else's. A name is only shown, so it is cleaned; groups that cannot be kept as stated are unknown, which opens nothing.
/// </summary>
internal static class SignInCheck
{
    private const int LongestIdentity = 500;
    private const int LongestName = 200;
    private const int LongestGroups = 100_000;
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <returns><see langword="null"/> for an identity that cannot be kept.</returns>
    public static SignIn? Clean(SignIn signIn) => Keeps(signIn.Issuer) && Keeps(signIn.Subject) && signIn.Issuer != ErasedLogins.Issuer
        ? signIn with
        {
            Name = Printable(signIn.Name) is { Length: > 0 } name ? name : Printable(signIn.Subject),
            Email = signIn.Email is { } email ? Printable(email) : null,
            Groups = signIn.Groups is { } groups && KeepsAll(groups) ? groups : null,
            Claims = signIn.Claims is { } claims && KeepsAll(claims) ? claims : null,
            Attributes = signIn.Attributes is { } attributes && KeepsAll(attributes) ? attributes : null,
        }
        : null;

    private static bool Keeps(string identity) => identity.Length > 0 && !TextCheck.Mistakes("identity", identity, LongestIdentity).Any();

    private static bool KeepsAll(IReadOnlyList<string> groups) =>
        !groups.Any(group => TextCheck.Mistakes("group", group, LongestIdentity).Any()) && JsonSerializer.Serialize(groups).Length <= LongestGroups;

    private static bool KeepsAll(IReadOnlyDictionary<string, ValueList<string>> stated) =>
        !stated.Values.SelectMany(values => values).Concat(stated.Keys).Any(text => TextCheck.Mistakes("claim", text, LongestIdentity).Any())
        && Actors.StatedText(stated)!.Length <= LongestGroups;

    /// <summary>
    /// Two names that look alike must not be two: what turns the direction of writing or takes no room is left out. The two joiners stay;
    /// some scripts cannot be written without them.
    /// </summary>
    private static bool IsShown(Rune rune) =>
        !Rune.IsControl(rune) && (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format || rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner);

    private static string Printable(string text)
    {
        var cut = text.Length > LongestName ? text[..LongestName] : text;
        return string.Concat(cut.EnumerateRunes().Where(IsShown).Select(rune => rune.ToString())).Trim();
    }
}
