using System.Globalization;
using System.Threading.RateLimiting;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.Intake;

/// <summary>How much one caller may ask of the API. Section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>Calls per caller and minute: 1 to 1,000,000.</summary>
    public int CallsPerMinute { get; set; } = 600;
}

/// <summary>Reports every mistake with its full key.</summary>
internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    private const int Most = 1_000_000;

    public ValidateOptionsResult Validate(string? name, ApiOptions options) => options.CallsPerMinute is >= 1 and <= Most
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{ApiOptions.Section}:{nameof(ApiOptions.CallsPerMinute)}: must be between 1 and {Most}.");
}

/// <summary>Counts the calls of each caller, and tells them how many are left.</summary>
internal static class ApiLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddApiLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ApiOptions>>((limiter, api) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Api.IsCall(context)
                ? RateLimitPartition.GetFixedWindowLimiter(Caller(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = api.Value.CallsPerMinute, Window = Window })
                : RateLimitPartition.GetNoLimiter(""));
            limiter.OnRejected = RejectAsync;
        });
        return services;
    }

    /// <summary>After authorisation: the limit is one of callers, not of addresses that many share.</summary>
    public static void UseApiLimits(this IApplicationBuilder app)
    {
        app.UseRateLimiter();
        app.UseWhen(Api.IsCall, api => api.Use((context, next) =>
        {
            var options = context.RequestServices.GetRequiredService<IOptions<RateLimiterOptions>>().Value;
            Tell(context, options.GlobalLimiter?.GetStatistics(context)?.CurrentAvailablePermits ?? 0);
            return next(context);
        }));
    }

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var context = rejected.HttpContext;
        var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(after.TotalSeconds));
        Tell(context, 0);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await ApiProblems.Make(StatusCodes.Status429TooManyRequests, "too-many-calls", "Too many calls", $"Ask again in {seconds} seconds.").ExecuteAsync(context);
    }

    private static void Tell(HttpContext context, long left)
    {
        var most = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.CallsPerMinute;
        context.Response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"calls\";q={most};w={(int)Window.TotalSeconds}");
        context.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"calls\";r={left}");
    }

    private static string Caller(HttpContext context) => PortalSession.Person(context.User)?.ToString() ?? "";
}
