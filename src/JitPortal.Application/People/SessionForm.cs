using JitPortal.Domain.People;

namespace JitPortal.Application.People;

/// <summary>What a sign-in makes of a browser.</summary>
/// <param name="Key">The secret that the cookie holds; only its hash is stored.</param>
/// <param name="IssuerSession">The issuer's own name of its session (<c>sid</c>), where it gives one.</param>
/// <param name="Ticket">Kept sealed and given back as it is; at most <see cref="LongestTicket"/> bytes.</param>
public sealed record SessionForm(
    SessionId Id,
    string Key,
    PersonId Person,
    string Issuer,
    string Subject,
    string? IssuerSession,
    DateTimeOffset EndsAt,
    byte[] Ticket)
{
    /// <summary>256 KiB: tokens of hundreds of groups fit, and an issuer cannot fill the database.</summary>
    public const int LongestTicket = 256 * 1024;
}
