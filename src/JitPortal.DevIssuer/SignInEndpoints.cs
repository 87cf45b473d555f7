using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace JitPortal.DevIssuer;

/// <summary>
/// The four endpoints that OpenIddict passes through. The issuer keeps no session of its own: it asks "who are you?"
/// every time, so the people on <c>mira.localhost</c> and <c>bo.localhost</c> never become each other.
/// </summary>
internal static class SignInEndpoints
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    public static void MapSignIn(this WebApplication app)
    {
        app.MapMethods("/connect/authorize", Methods, (Delegate)AuthorizeAsync);
        app.MapPost("/connect/token", (Delegate)TokenAsync);
        app.MapMethods("/connect/userinfo", Methods, (Delegate)UserInfoAsync);
        app.MapMethods("/connect/endsession", Methods, (Delegate)EndSession);
    }

    private static async Task<IResult> AuthorizeAsync(HttpContext context, IOpenIddictScopeManager scopes, TimeProvider clock)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
        if (DevPeople.Find(form?[AccountPicker.PersonField]) is { } person)
        {
            var secondFactor = form!.ContainsKey(AccountPicker.SecondFactorField);
            return Results.SignIn(DevIdentity.Of(person, request.GetScopes(), await AudiencesAsync(context, scopes), clock.GetUtcNow(), secondFactor), authenticationScheme: Scheme);
        }

        if (request.HasPromptValue(PromptValues.None))
            return Results.Forbid(LoginRequired(), [Scheme]);

        var fields = form is null
            ? context.Request.Query.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()))
            : form.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()));
        return new RazorComponentResult<AccountPicker>(new
        {
            Fields = fields.ToList(),
            request.LoginHint,
            SecondFactor = request.GetAcrValues().Contains(DevIdentity.SecondFactorLevel),
        });
    }

    private static async Task<IResult> TokenAsync(HttpContext context, IOpenIddictScopeManager scopes)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (!request.IsClientCredentialsGrantType())
        {
            var code = await context.AuthenticateAsync(Scheme);
            return Results.SignIn(code.Principal!, authenticationScheme: Scheme);
        }

        var identity = DevIdentity.OfWorkload(request.ClientId!, request.GetScopes(), await AudiencesAsync(context, scopes));
        return Results.SignIn(identity, authenticationScheme: Scheme);
    }

    private static async Task<List<string>> AudiencesAsync(HttpContext context, IOpenIddictScopeManager scopes)
    {
        var audiences = new List<string>();
        await foreach (var audience in scopes.ListResourcesAsync(context.GetOpenIddictServerRequest()!.GetScopes(), context.RequestAborted))
            audiences.Add(audience);
        return audiences;
    }

    private static async Task<IResult> UserInfoAsync(HttpContext context)
    {
        var caller = (await context.AuthenticateAsync(Scheme)).Principal;
        return DevPeople.Find(caller?.GetClaim(Claims.Subject)) is { } person
            ? Results.Json(new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [Claims.Subject] = person.Subject,
                [Claims.Name] = person.Name,
                [Claims.Email] = person.Email,
                [Claims.PreferredUsername] = person.Subject,
                [Claims.Role] = person.Roles,
                [DevIdentity.GroupsClaim] = person.Groups,
            })
            : Results.Challenge(authenticationSchemes: [Scheme]);
    }

    private static IResult EndSession() =>
        Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [Scheme]);

    private static AuthenticationProperties LoginRequired() => new(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
    });
}
