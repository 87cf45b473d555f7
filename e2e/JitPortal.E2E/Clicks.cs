using System.Globalization;
using Microsoft.Playwright;

namespace JitPortal.E2E;

/// <summary>Clicks counted where the browser hands the event out, so one that leads to another page counts too.</summary>
internal static class Clicks
{
    public static async Task BeginAsync(IPage page)
    {
        await page.EvaluateAsync("sessionStorage.setItem('clicks', '0')");
        await page.EvaluateAsync("window.counting ??= (addEventListener('pointerdown', () => sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks')) + 1), true), true)");
    }

    public static async Task<int> CountAsync(IPage page) => int.Parse(await page.EvaluateAsync<string>("sessionStorage.getItem('clicks')"), CultureInfo.InvariantCulture);
}
