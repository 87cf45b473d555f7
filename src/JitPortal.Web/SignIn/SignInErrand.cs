using Microsoft.AspNetCore.Authentication;

namespace JitPortal.Web.SignIn;

/// <summary>What a sign-in is for, where it is for more than signing in. It travels in the protected state and comes back with the answer.</summary>
internal static class SignInErrand
{
    /// <summary>The state of a kept action.</summary>
    public const string StepUp = "jit.step-up";

    /// <summary>The id of the administrator's session that tests the sign-in.</summary>
    public const string Test = "jit.test";

    /// <summary>Asked of the issuer as <c>acr_values</c>.</summary>
    public const string Acr = "jit.acr";

    /// <summary>Asked of the issuer as <c>claims</c>.</summary>
    public const string Claims = "jit.claims";

    public static string? Of(AuthenticationProperties? properties, string errand) => properties?.Items.TryGetValue(errand, out var value) == true ? value : null;
}
