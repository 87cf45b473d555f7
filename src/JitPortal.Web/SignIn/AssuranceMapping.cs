using System.Globalization;
using System.Security.Claims;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

/// <summary>What the issuer's statements about a sign-in are worth: the one place where they become a level.</summary>
public sealed class AssuranceMapping(IOptions<SignInOptions> options, TimeProvider clock)
{
    private static readonly IReadOnlyList<AssuranceLevel> Highest = [.. Enum.GetValues<AssuranceLevel>().OrderDescending()];

    /// <summary>The highest level that can be asked for at this issuer.</summary>
    private AssuranceLevel Reachable => Highest.FirstOrDefault(level => Rule(level)?.CanBeAsked == true, AssuranceLevel.Basic);

    /// <param name="session">The claims of a portal session or of a validated token.</param>
    /// <param name="kind">A workload cannot step up.</param>
    public Assurance Of(ClaimsPrincipal session, SubjectKind kind)
    {
        if (kind == SubjectKind.Workload)
            return Assurance.Lowest;
        var signedIn = SignedInAt(session);
        var level = Highest.FirstOrDefault(level => Rule(level) is { } rule && Meets(session, rule, signedIn), AssuranceLevel.Basic);
        return new Assurance(level, signedIn, level > Reachable ? level : Reachable);
    }

    /// <returns><see langword="null"/> where this issuer has no way to such a level.</returns>
    public AssuranceRule? Rule(AssuranceLevel level) => options.Value.Assurance.GetValueOrDefault(level);

    private bool Meets(ClaimsPrincipal session, AssuranceRule rule, DateTimeOffset? signedIn) =>
        (States(session, "acr", rule.Acr) || States(session, "acrs", rule.Acrs) || States(session, "amr", rule.Amr))
        && (rule.LongestAge is not { } longest || (signedIn is { } at && clock.Now() - at <= longest));

    private static bool States(ClaimsPrincipal session, string claim, string[] values) =>
        values.Length > 0 && session.FindAll(claim).Any(stated => values.Contains(stated.Value, StringComparer.Ordinal));

    /// <returns><see langword="null"/> where the issuer did not say, or said something that is no time before now.</returns>
    public DateTimeOffset? SignedInAt(ClaimsPrincipal session) =>
        long.TryParse(session.FindFirst("auth_time")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= clock.Now().AddMinutes(5).ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}

/// <summary>How one level shows in this issuer's tokens, and how it is asked for. Any of the values is enough.</summary>
public sealed class AssuranceRule
{
    /// <summary>Values of <c>acr</c>; they are also what a step-up asks for.</summary>
    public string[] Acr { get; set; } = [];

    /// <summary>Authentication contexts of Entra ID (<c>acrs</c>, for example <c>c1</c>); a step-up asks for the first of them.</summary>
    public string[] Acrs { get; set; } = [];

    /// <summary>Values of <c>amr</c>.</summary>
    public string[] Amr { get; set; } = [];

    /// <summary>How long ago the issuer may have seen the person (<c>auth_time</c>); <see langword="null"/> for any time, also an unknown one.</summary>
    public TimeSpan? LongestAge { get; set; }

    /// <summary>Whether there is something to ask the issuer for.</summary>
    public bool CanBeAsked => Acr.Length + Acrs.Length > 0;
}
