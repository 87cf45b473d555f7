using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>A role of the service: for a person's own account there, or for a login made for the grant.</summary>
internal sealed record SignedHttpRight(string Role, PrincipalMode Mode)
{
    public const string Existing = "existing";
    public const string Ephemeral = "ephemeral";
    private const int LongestRole = 100;

    /// <summary>As the service reads it.</summary>
    public string ModeWord => Mode == PrincipalMode.Existing ? Existing : Ephemeral;

    // {"role":"refund-clerk","mode":"ephemeral"}
    public static Outcome<SignedHttpRight> Read(string json) => JsonFields.Read(json, fields =>
    {
        var right = new SignedHttpRight(fields.RequiredText("role"), ReadMode(fields));
        if (right.Role.Length > LongestRole || right.Role.Any(char.IsControl))
            fields.Wrong("role", $"Give the name of a role: at most {LongestRole} characters on one line.");
        return right;
    });

    private static PrincipalMode ReadMode(JsonFields fields)
    {
        var word = fields.RequiredText("mode");
        if (word is not (Existing or Ephemeral or ""))   // an empty one is reported as missing already
            fields.Wrong("mode", $"Give \"{Existing}\" or \"{Ephemeral}\".");
        return word == Ephemeral ? PrincipalMode.Ephemeral : PrincipalMode.Existing;
    }
}
