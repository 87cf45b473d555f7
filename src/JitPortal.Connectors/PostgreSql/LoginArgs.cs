using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>The values of the scripts in <see cref="LoginScripts"/>, as they travel to the server.</summary>
internal sealed record LoginArgs(
    string Principal,
    string Mark,
    string? Verifier,
    DateTime NotAfter,
    DateTime Latest,
    string? Role,
    int Limit,
    string? SetRole)
{
    public static LoginArgs Of(Opening opening, PostgresRight right)
    {
        RefuseForeignName(opening.Grant, opening.Principal);
        return new LoginArgs(
            opening.Principal,
            PostgresName.MarkOf(opening.Grant),
            opening.Verifier,
            opening.NotAfter.UtcDateTime,
            opening.Latest.UtcDateTime,
            right.Role,
            right.ConnectionLimit,
            right.SetRole);
    }

    /// <summary>Anything but a verifier would be taken for a password in the clear by the server.</summary>
    public LoginArgs WithVerifier() => Verifier is not null && Verifier.StartsWith("SCRAM-SHA-256$", StringComparison.Ordinal)
        ? this
        : throw new TargetException(Fault.Rejected, "There is no verifier for the password of this login.");

    /// <summary>A mix-up of modes must never alter or drop a person's own login.</summary>
    public static void RefuseForeignName(GrantId grant, string principal)
    {
        if (principal != PostgresName.OfGrant(grant))
            throw new TargetException(Fault.Rejected, $"A login made for this grant is called {PostgresName.OfGrant(grant)}.");
    }
}
