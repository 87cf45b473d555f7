using Bunit;
using JitPortal.Application.Audit;
using JitPortal.Web.Audit;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Audit;

public sealed class ExceptionsPageTests : Page
{
    /// <summary>The page reads the viewer's clock and the export UTC's: between them go instants.</summary>
    [Fact]
    public void Export_OfASpanOnTheViewersClock_IsAboutTheSameInstants()
    {
        Services.AddSingleton(Get<ListExceptions>());
        SignIn(Scene.Tove);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/audit/exceptions?since=2026-11-20T02:00&until=2026-11-20T03:00");
        var page = Show<ExceptionsPage>(_ => { });

        var form = page.WaitForElement("form:has([data-testid=export-csv])").GetAttribute("action")!;
        var query = QueryHelpers.ParseQuery(new Uri(new Uri("http://portal.test"), form).Query);
        DateTimeOffset.Parse(query["since"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero));
        DateTimeOffset.Parse(query["until"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero));
    }
}
