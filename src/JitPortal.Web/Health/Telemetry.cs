using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace JitPortal.Web.Health;

/// <summary>Metrics and traces of the portal and its web server. They leave the process only where a collector is named.</summary>
public static class Telemetry
{
    /// <summary>The meter and activity source that the use cases and jobs write to.</summary>
    private const string Source = "JitPortal";
    private const string CollectorKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var export = !string.IsNullOrEmpty(configuration[CollectorKey]);
        services.AddOpenTelemetry()
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Source).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation();
                if (export)
                    metrics.AddOtlpExporter();
            })
            .WithTracing(traces =>
            {
                traces.AddSource(Source).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation();
                if (export)
                    traces.AddOtlpExporter();
            });
        return services;
    }
}
