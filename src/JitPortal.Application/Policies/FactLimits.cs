using JitPortal.Domain.Policies;

namespace JitPortal.Application.Policies;

/// <summary>How long what a source stated may be relied on; older, it counts as unknown.</summary>
/// <param name="SignIn">For what came with a sign-in: groups, roles, claims, attributes.</param>
public sealed record FactLimits(TimeSpan SignIn)
{
    public static readonly FactLimits Usual = new(FactSource.SignIn.Limit);

    internal FactSource SignInSource => FactSource.SignIn with { Limit = SignIn };
}
