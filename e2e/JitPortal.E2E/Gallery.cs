using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace JitPortal.E2E;

/// <summary>Pictures of every page on one page, for people to look at; none without a folder.</summary>
/// <remarks>Several browsers may be leaving pictures at once.</remarks>
internal sealed class Gallery(string? folder, string index = "index.html")
{
    private readonly ConcurrentQueue<string> names = [];

    public bool Wanted => folder is not null;

    public async Task TakeAsync(IPage page, string name, string theme, int width)
    {
        if (folder is null)
            return;
        Directory.CreateDirectory(folder);
        var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{theme}.png");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, file) });
        names.Enqueue(file);
    }

    public async Task WriteIndexAsync()
    {
        if (folder is null)
            return;
        var html = new StringBuilder("<!doctype html><meta charset=utf-8><title>JitPortal, every page</title><style>body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px}img{height:420px;border:1px solid #999;display:block}</style>\n");
        foreach (var name in names.Order(StringComparer.Ordinal))
            html.Append(CultureInfo.InvariantCulture, $"<figure><img src=\"{name}\" alt=\"\" loading=lazy><figcaption>{name}</figcaption></figure>\n");
        await File.WriteAllTextAsync(Path.Combine(folder, index), html.ToString());
    }
}
