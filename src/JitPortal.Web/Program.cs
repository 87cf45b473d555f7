using JitPortal.Storage.Secrets;
using JitPortal.Web;
using JitPortal.Web.Audit;
using JitPortal.Web.Commands;
#if DEV_ISSUER
using JitPortal.Web.Demo;
#endif
using JitPortal.Web.Grants;
using JitPortal.Web.Health;
using JitPortal.Web.Intake;
using JitPortal.Web.Jobs;
using JitPortal.Web.Live;
using JitPortal.Web.Notices;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using JitPortal.Web.Targets;

Languages.SpeakEnglish();
if (Command.TryParse(args, out var command))
    return await command.RunAsync();

return await PortalRun.RunAsync(() =>
{
    var arguments = HostArguments.Parse(args);
    var builder = WebApplication.CreateBuilder(arguments.ForHost);
    builder.RefuseUnsafeSettings();
    builder.AddPortalSettings();
    builder.AddDefaultAddress();
    builder.AddStartWords();
    builder.Services.AddCore(builder.Configuration, KeyRing.OpenOrCreate);
    builder.Services.AddHostedService<DatabaseStart>();
#if DEV_ISSUER
    builder.Services.AddDemo(builder.Configuration, builder.Environment, arguments.Demo && builder.Configuration.GetValue("Demo:Enabled", true));
#endif
    builder.Services.AddSignIn(builder.Configuration);
    builder.Services.AddMissedEndings();
    builder.Services.AddJobs(builder.Configuration);
    builder.Services.AddNotices();
    builder.Services.AddLive();
    builder.Services.AddShell();
    builder.Services.AddApi();
    builder.Services.AddHealth();
    builder.Services.AddTelemetry(builder.Configuration);

    var app = builder.Build();
    app.UseShell();
    app.MapSignIn();
    app.MapReveal();
    app.MapTargets();
    app.MapGiveBack();
    app.MapExport();
    app.MapApi();
    app.MapLive();
    app.MapHealth();
    app.MapJobs();
    app.MapShell();
    return app;
});
