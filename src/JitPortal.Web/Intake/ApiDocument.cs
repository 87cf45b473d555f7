using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace JitPortal.Web.Intake;

/// <summary>The description of the API for programs (<c>/openapi/v1.json</c>) and for people (<c>/api-docs</c>).</summary>
internal static class ApiDocument
{
    private const string Bearer = "bearer";
    private const string PageFiles = "/api-docs/files";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", document =>
    {
        document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        document.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith(Api.Prefix[1..], StringComparison.Ordinal) == true;
        document.AddDocumentTransformer(DescribeAsync);
        document.AddSchemaTransformer(DescribeFieldsAsync);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference(PageFiles).AllowAnonymous();
        app.MapGet("/api-docs", Page).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>The package's own page has an inline script, which our policy allows only with the nonce of this very answer.</summary>
    private static ContentHttpResult Page(HttpContext context) => TypedResults.Content(
        $$"""
        <!doctype html>
        <html lang="en">
        <head><title>JitPortal API</title><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="{{PageFiles}}/favicon.svg"></head>
        <body>
        <div id="app"></div>
        <script src="{{PageFiles}}/scalar.js"></script>
        <script nonce="{{context.CspNonce()}}">
          Scalar.createApiReference('#app', {
            url: '/openapi/v1.json', withDefaultFonts: false, telemetry: false, hideClientButton: true, showDeveloperTools: 'never', agent: { disabled: true }
          });
        </script>
        </body>
        </html>
        """,
        "text/html; charset=utf-8");

    /// <summary>What may be null may be left out, by callers and in answers; a body takes the fields that it names and no others.</summary>
    private static Task DescribeFieldsAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonTypeInfo;
        foreach (var property in type.Properties.Where(property => property.IsGetNullable))
            schema.Required?.Remove(property.Name);
        if (type is { Kind: JsonTypeInfoKind.Object, UnmappedMemberHandling: JsonUnmappedMemberHandling.Disallow })
            schema.AdditionalPropertiesAllowed = false;
        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "JitPortal",
            Version = "v1",
            Description = "Just-in-time access for people and workloads: ask, wait, use, give back. Refusals are problem documents (RFC 9457); "
                + "lengths of time are ISO 8601 or like 90m and 2h30; Idempotency-Key makes a repeated POST harmless.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            BearerFormat = "JWT",
            Description = "An access token of the portal's OpenID Connect issuer, for the audience jitportal-api.",
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        return Task.CompletedTask;
    }
}
