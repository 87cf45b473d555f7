using JitPortal.Application.People;
using JitPortal.Domain.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

/// <summary>Bearer tokens of registered workloads, and of people who use a registered program.</summary>
internal sealed class BearerSetup(IOptions<SignInOptions> signIn, IHostEnvironment environment) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(string? name, JwtBearerOptions options)
    {
        var settings = signIn.Value;
        options.Authority = settings.Authority;
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.BackchannelTimeout = IssuerCalls.LongestWait;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.ValidAudience = settings.Audience;
        options.TokenValidationParameters.ValidAlgorithms = TokenAlgorithms.Accepted;
        if (settings.AccessTokenType.Length > 0)
            options.TokenValidationParameters.ValidTypes = [settings.AccessTokenType];
        options.Events = new JwtBearerEvents { OnMessageReceived = FromQueryForHubAsync, OnTokenValidated = RecogniseAsync, OnAuthenticationFailed = RecordAsync, OnChallenge = SayWhyAsync };
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    /// <summary>A browser cannot set a header on a web socket; nowhere else is a token taken from an address, where it would be logged.</summary>
    private static Task FromQueryForHubAsync(MessageReceivedContext context)
    {
        if (context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)
            && context.Request.Query["access_token"].ToString() is { Length: > 0 } token)
        {
            context.Token = token;
        }

        return Task.CompletedTask;
    }

    /// <summary>A token that is genuine and still not let in: the caller can do something about that, and reads what in <c>WWW-Authenticate</c>.</summary>
    private static Task SayWhyAsync(JwtBearerChallengeContext context)
    {
        if (context.AuthenticateFailure is AuthenticationFailureException { Message: var why })
            context.ErrorDescription = why;
        return Task.CompletedTask;
    }

    private static async Task RecogniseAsync(TokenValidatedContext context)
    {
        var recognition = context.HttpContext.RequestServices.GetRequiredService<Recognition>();
        if (recognition.KindOf(context.Principal) is not { } kind)
        {
            context.Fail("The client is registered neither as a workload (Auth:Workloads) nor as a program of people (Auth:Programs).");
            await RecordAsync(context.HttpContext, "ClientNotRegistered");
            return;
        }

        var session = await recognition.RecogniseAsync(
            context.Principal, JwtBearerDefaults.AuthenticationScheme, kind == SubjectKind.Workload, context.HttpContext.RequestAborted);
        if (session.Succeeded)
        {
            context.Principal = session.Value;
            return;
        }

        context.Fail(session.Refusal.Message);
        await RecordAsync(context.HttpContext, $"Person{session.Refusal.GetType().Name}");
    }

    private static Task RecordAsync(AuthenticationFailedContext context) => RecordAsync(context.HttpContext, context.Exception.GetType().Name);

    private static Task RecordAsync(HttpContext context, string because) =>
        context.RequestServices.GetRequiredService<RecordRefusedSignIn>().RunForKindAsync("bearer", because, context.RequestAborted);
}
