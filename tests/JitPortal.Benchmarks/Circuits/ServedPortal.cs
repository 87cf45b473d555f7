using System.Security.Claims;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Targets;
using JitPortal.Benchmarks.Lateness;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Targets;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JitPortal.Benchmarks.Circuits;

/// <summary>
/// The whole portal as it runs, with a catalogue and a target that costs nothing, and addresses for the benchmark: to sign somebody in
/// without an issuer, to tell the memory, and to make the one change that everybody sees, an emergency stop.
/// </summary>
internal sealed class ServedPortal : WebApplicationFactory<App>
{
    private const int Entitlements = 40;
    private const string Issuer = "http://issuer.test/";
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("jitportal-circuits-");

    public static async Task RunAsync(Uri url)
    {
        await using var portal = new ServedPortal();
        portal.UseKestrel(url.Port);
        portal.StartServer();
        await new TaskCompletionSource().Task;   // until it is killed
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        data.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development")
            .UseContentRoot(AppContext.BaseDirectory)
            .UseSetting("Data:Folder", data.FullName)
            .UseSetting("Demo:Enabled", "false")
            .UseSetting("Auth:Mode", "Oidc")
            .UseSetting("Auth:Authority", Issuer)
            .UseSetting("Auth:ClientSecret", "nobody asks it");
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IConnectorKind, NullKind>();
            services.AddSingleton<IStartupFilter>(_ => new Addresses());
        });
    }

    private sealed class Addresses : IStartupFilter, IDisposable
    {
        private readonly SemaphoreSlim turn = new(1);
        private Actor? administrator;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(AnswerAsync);
            next(app);
        };

        public void Dispose() => turn.Dispose();

        private async Task AnswerAsync(HttpContext context, RequestDelegate next)
        {
            switch (context.Request.Path.Value)
            {
                case "/bench/memory":
                    for (var i = 0; i < 3; i++)
                    {
                        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                        GC.WaitForPendingFinalizers();
                    }
                    await context.Response.WriteAsJsonAsync(new Memory(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet));
                    break;
                case "/bench/sign-in":
                    await SignInAsync(context, context.Request.Query["who"]!);
                    break;
                case "/bench/change":
                    await StopAsync(context.RequestServices, context.Request.Query["words"]!);
                    break;
                default:
                    await next(context);
                    break;
            }
        }

        private async Task SignInAsync(HttpContext context, string who)
        {
            await turn.WaitAsync();
            var recognise = context.RequestServices.GetRequiredService<RecognisePerson>();
            if (administrator is null)
            {
                administrator = (await recognise.RunAsync(new(Issuer, "admin", "Tove Dahl", null, PortalRole.Requester | PortalRole.Administrator, [], false), context.RequestAborted)).Value;
                await SeedAsync(context.RequestServices, context.RequestAborted);
            }
            var actor = (await recognise.RunAsync(new(Issuer, who, $"Person {who}", null, PortalRole.Requester, ["engineering"], false), context.RequestAborted)).Value;
            turn.Release();
            var token = new ClaimsPrincipal(new ClaimsIdentity([new Claim(PortalClaims.Issuer, Issuer), new Claim(PortalClaims.Subject, who)], "bench"));
            await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, PortalSession.Of(actor, token, CookieAuthenticationDefaults.AuthenticationScheme));
        }

        /// <summary>Each adds to the banner of every page.</summary>
        private async Task StopAsync(IServiceProvider services, string words) =>
            _ = (await services.GetRequiredService<PlaceLock>().RunAsync(administrator!, LockScope.Everything, words, CancellationToken.None)).Value;

        private static async Task SeedAsync(IServiceProvider services, CancellationToken ct)
        {
            var target = (await services.GetRequiredService<AddTarget>().RunAsync(Actor.Portal, new TargetForm("nowhere", NullKind.Name, "{}", null), ct)).Value;
            for (var i = 0; i < Entitlements; i++)
                _ = (await services.GetRequiredService<AddEntitlement>().RunAsync(Actor.Portal, new(target, $"resource {i}", "Read", "Reads.", "right", []), ct)).Value;
            var rule = new Rule("automatic", new Effect.Automatic(TimeSpan.FromHours(1), TimeSpan.FromMinutes(20)), new Condition.InGroup("engineering"));
            _ = (await services.GetRequiredService<PublishPolicy>().RunAsync(Actor.Portal, new Policy(PolicyId.New(), "Reading", 1, new AppliesTo.Matching(TargetKind: NullKind.Name), [rule]), ct)).Value;
        }
    }
}
