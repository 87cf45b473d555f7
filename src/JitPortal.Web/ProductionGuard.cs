using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.Extensions.Options;

namespace JitPortal.Web;

/// <summary>
/// Outside Development the portal does not start with settings that leave it open (I-35). Every mistake is said at once, each with the
/// key that mends it. The rules lie with what they guard.
/// </summary>
public static class ProductionGuard
{
    /// <exception cref="OptionsValidationException">Something is unsafe; its failures are the sentences for the owner.</exception>
    public static void RefuseUnsafeSettings(this IHostApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
            return;
        var mistakes = Mistakes(builder.Configuration, builder.Environment);
        if (mistakes.Count > 0)
            throw new OptionsValidationException(nameof(ProductionGuard), typeof(ProductionGuard), mistakes);
    }

    /// <returns>One sentence each, beginning with the full key.</returns>
    public static IReadOnlyList<string> Mistakes(IConfiguration configuration, IHostEnvironment environment) =>
    [
        .. SignInGuard.Mistakes(configuration, environment),
        .. DataGuard.Mistakes(configuration),
        .. HostGuard.Mistakes(configuration),
        .. ProxyGuard.Mistakes(configuration),
        .. DevelopmentGuard.Mistakes(configuration),
    ];
}
