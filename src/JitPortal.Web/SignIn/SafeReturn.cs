namespace JitPortal.Web.SignIn;

/// <summary>Keeps a return address inside the portal, so that a link to the sign-in cannot lead elsewhere afterwards.</summary>
public static class SafeReturn
{
    /// <returns>The path itself, or the front page for anything that is not a plain path of this site.</returns>
    public static string Path(string? returnUrl) =>
        returnUrl is ['/', ..] and not ['/', '/' or '\\', ..] && !returnUrl.Any(char.IsControl) ? returnUrl : "/";
}
