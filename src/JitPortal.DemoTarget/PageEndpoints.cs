using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JitPortal.DemoTarget;

/// <summary>The pages of the back office. Each request asks the books anew what its session may still do.</summary>
internal static class PageEndpoints
{
    private const string Cookie = "orders-session";

    private static readonly CookieOptions CookieRules = new() { HttpOnly = true, SameSite = SameSiteMode.Lax };

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", Show);
        app.MapPost("/sign-in", SignInAsync);
        app.MapPost("/sign-out", SignOut);
        app.MapPost("/orders/{number:int}/refund", Refund);
        app.MapGet("/live", LiveAsync);
        app.MapGet("/site.css", () => Resource("site.css", "text/css; charset=utf-8"));
        app.MapGet("/live.js", () => Resource("live.js", "text/javascript; charset=utf-8"));
    }

    private static IResult Show(HttpContext context, Sessions sessions, AccessBook book, OrderBook orders, TimeProvider clock)
    {
        if (sessions.Find(context.Request.Cookies[Cookie]) is not { } session)
            return SignInForm(context.Request.Query["login"].ToString(), refused: false);
        if (Ended(session, sessions, book) is { } end)
            return Page<EndedPage>(new() { [nameof(EndedPage.End)] = end, [nameof(EndedPage.Clock)] = clock });
        return Page<OrdersPage>(new()
        {
            [nameof(OrdersPage.Login)] = session.Login,
            [nameof(OrdersPage.Roles)] = book.RolesOf(session.Login),
            [nameof(OrdersPage.Until)] = book.EndOf(session.Login),
            [nameof(OrdersPage.Orders)] = orders.All,
            [nameof(OrdersPage.Clock)] = clock,
        });
    }

    private static async Task<IResult> SignInAsync(HttpContext context, Sessions sessions, AccessBook book, CancellationToken ct)
    {
        var form = await context.Request.ReadFormAsync(ct);
        var login = form["login"].ToString().Trim();
        if (!book.Accepts(login, form["password"].ToString()))
            return SignInForm(login, refused: true);
        context.Response.Cookies.Append(Cookie, sessions.Begin(login).Id, CookieRules);
        return Results.Redirect("/");
    }

    private static IResult SignOut(HttpContext context, Sessions sessions)
    {
        if (context.Request.Cookies[Cookie] is { } id)
            sessions.Forget(id);
        context.Response.Cookies.Delete(Cookie);
        return Results.Redirect("/");
    }

    private static IResult Refund(int number, HttpContext context, Sessions sessions, AccessBook book, OrderBook orders)
    {
        if (sessions.Find(context.Request.Cookies[Cookie]) is not { } session || Ended(session, sessions, book) is not null)
            return Results.Redirect("/");
        if (!book.RolesOf(session.Login).Contains(Roles.RefundClerk))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        orders.Refund(number);
        return Results.Redirect("/");
    }

    /// <summary>Server-sent events: says nothing until the session is over, and then only that.</summary>
    private static async Task LiveAsync(HttpContext context, Sessions sessions, AccessBook book, IHostApplicationLifetime host, TimeProvider clock)
    {
        context.Response.ContentType = "text/event-stream";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        try
        {
            await context.Response.WriteAsync(": here\n\n", stop.Token);
            await context.Response.Body.FlushAsync(stop.Token);
            if (sessions.Find(context.Request.Cookies[Cookie]) is { } session)
            {
                while (Ended(session, sessions, book) is null)
                    await Task.WhenAny(session.Over, Task.Delay(TimeSpan.FromSeconds(1), clock, stop.Token)).Unwrap();
            }
            await context.Response.WriteAsync("event: ended\ndata: now\n\n", stop.Token);
        }
        catch (OperationCanceledException)
        {
            // the page has gone, or the back office stops
        }
    }

    /// <summary>Where access has run out and nobody has closed it, the session ends here.</summary>
    private static SessionEnd? Ended(Session session, Sessions sessions, AccessBook book)
    {
        if (session.Ended is null && !book.MayStay(session.Login))
            sessions.EndByItself(session);
        return session.Ended;
    }

    private static RazorComponentResult SignInForm(string login, bool refused) =>
        Page<SignInPage>(new() { [nameof(SignInPage.Login)] = login, [nameof(SignInPage.Refused)] = refused });

    private static RazorComponentResult Page<T>(Dictionary<string, object?> parameters)
        where T : IComponent => new RazorComponentResult<T>(parameters);

    private static IResult Resource(string name, string type) =>
        Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!, type);
}
