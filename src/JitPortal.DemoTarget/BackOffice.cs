namespace JitPortal.DemoTarget;

/// <param name="Url">Where it listens, for example <c>http://localhost:5403</c>.</param>
/// <param name="Secret">Shared with the portal: <c>whsec_</c> + base64, several with spaces between them while it is replaced.</param>
/// <param name="StateFile">Where access is remembered over a restart; nowhere if <see langword="null"/>.</param>
public sealed record BackOfficeOptions(string Url, string Secret, string? StateFile = null)
{
    public override string ToString() => nameof(BackOfficeOptions);   // a record prints its members: never this one
}

/// <summary>
/// "Orders back office": a small shop's web app with accounts, roles and sessions of its own, to open access on and to see it end.
/// A web application with its own container on its own port; never part of a Release publish.
/// </summary>
public static class BackOffice
{
    public const string ReceiverPath = "/access";

    public static WebApplication Build(BackOfficeOptions options, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Development,
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Inside the portal the files and the environment are the portal's own settings, not the back office's.
        ((IConfigurationBuilder)builder.Configuration).Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        // Whoever hosts it reports failures to start; everything else it has to say is noise in the portal's log.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.UseUrls(options.Url);
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton<Staff>();
        builder.Services.AddSingleton<OrderBook>();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton(services => new AccessBook(
            services.GetRequiredService<Staff>(), services.GetRequiredService<Sessions>(), services.GetRequiredService<TimeProvider>(), options.StateFile));
        builder.Services.AddSingleton(services => new Receiver(
            options.Secret, services.GetRequiredService<AccessBook>(), services.GetRequiredService<TimeProvider>()));

        var app = builder.Build();
        app.UseRouting();
        app.MapPost(ReceiverPath, (HttpRequest request, Receiver receiver, CancellationToken ct) => receiver.ReceiveAsync(request, ct));
        app.MapPages();
        return app;
    }
}
