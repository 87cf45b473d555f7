namespace JitPortal.Web.Tests.Portal;

/// <summary>Sends what a hub's client sends as the browser would, with its cookies.</summary>
internal sealed class ThroughBrowser(HttpClient browser) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
        foreach (var header in request.Headers)
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return await browser.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
