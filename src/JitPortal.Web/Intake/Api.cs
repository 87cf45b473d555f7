using JitPortal.Web.Approvals;
using JitPortal.Web.Audit;
using JitPortal.Web.Catalog;
using JitPortal.Web.Grants;
using JitPortal.Web.Requests;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.Intake;

/// <summary>The machine interface: the same use cases as the pages, for programs with a bearer token.</summary>
public static class Api
{
    public const string Prefix = "/api/v1";

    public static bool IsCall(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>());
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(ApiJson.Words());
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;   // else the description says that numbers may be texts
            json.SerializerOptions.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull;
        });
        services.AddProblemDetails();
        services.AddApiLimits();
        services.AddApiDocument();
        return services;
    }

    /// <summary>Programs get problems in JSON where people get pages: what went wrong never shows how the portal is made.</summary>
    public static void UseApiProblems(this IApplicationBuilder app) => app.UseWhen(IsCall, api =>
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException,
        });
        api.UseStatusCodePages();
    });

    /// <summary>
    /// What the router answers by itself under the API's address (no such path, method or content) is behind the same door as the
    /// endpoints, and a program is never sent to a sign-in page.
    /// </summary>
    public static void UseApiDoor(this IApplicationBuilder app) => app.UseWhen(IsCall, api => api.Use((context, next) =>
    {
        var found = context.GetEndpoint();
        if (found?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            var metadata = new EndpointMetadataCollection([.. found?.Metadata ?? EndpointMetadataCollection.Empty, new AuthorizeAttribute(PortalPolicies.Api)]);
            context.SetEndpoint(new Endpoint(found?.RequestDelegate ?? NotThereAsync, metadata, found?.DisplayName));
        }
        return next(context);
    }));

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Prefix).RequireAuthorization(PortalPolicies.Api).DisableAntiforgery().RefuseTheUnknown();   // no cookie is accepted here
        api.MapEntitlements();
        api.MapRequests();
        api.MapDecisions();
        api.MapGrants();
        api.MapAudit();
        app.MapApiDocument();
    }

    private static Task NotThereAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
