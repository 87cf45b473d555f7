using System.Security.Claims;
using System.Text.Json;

namespace JitPortal.Web.SignIn;

/// <summary>
/// Entra leaves groups out of a token when they are too many (more than 200 in a JWT) and says so: <c>"_claim_names":{"groups":"src1"}</c>,
/// or <c>"hasgroups":true</c>. What is in the token then is not the list, so the groups are unknown, which is not the same as none.
/// </summary>
public static class GroupOverage
{
    private const string ClaimNames = "_claim_names";
    private const string HasGroups = "hasgroups";

    public static bool IsIn(ClaimsPrincipal token, string groupClaim) =>
        token.FindAll(HasGroups).Any(claim => bool.TryParse(claim.Value, out var has) && has)
        || token.FindAll(ClaimNames).Any(claim => Names(claim.Value, groupClaim));

    /// <summary>A text that cannot be read says nothing of groups: they count as delivered, and only as far as they were.</summary>
    private static bool Names(string json, string groupClaim)
    {
        try
        {
            using var names = JsonDocument.Parse(json);
            return names.RootElement.ValueKind == JsonValueKind.Object && names.RootElement.TryGetProperty(groupClaim, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
