using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JitPortal.Domain.Catalog;
using JitPortal.Web.Tests.Portal;
using Shouldly;

namespace JitPortal.Web.Tests.Intake;

/// <summary>A program with a token.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient http;

    private ApiClient(HttpClient http) => this.http = http;

    public static async Task<ApiClient> OfPersonAsync(PortalHost host, string person, bool secondFactor = false) =>
        new(Http(host, await Tokens.OfPersonAsync(host, person, secondFactor)));

    public static async Task<ApiClient> OfWorkloadAsync(PortalHost host) => new(Http(host, await Browser.WorkloadTokenAsync(host)));

    public static ApiClient Nobody(PortalHost host) => new(Http(host, token: null));

    public static ApiClient With(HttpClient http, string token)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new ApiClient(http);
    }

    public Task<ApiAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<ApiAnswer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body switch { null => null, string json => json, _ => JsonSerializer.Serialize(body) }, headers);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : "/api/v1/" + path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await SendAsync(request);
    }

    public async Task<ApiAnswer> SendAsync(HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request);
        return await ApiAnswer.ReadAsync(answer);
    }

    /// <summary>Asks and waits until it is open.</summary>
    /// <returns>The grant.</returns>
    public async Task<JsonElement> OpenAsync(EntitlementId what)
    {
        var asked = await PostAsync("requests", new { entitlement = what.ToString(), duration = "20m", reason = "Check stuck refunds" }, ("Prefer", "wait=30"));
        asked.Status.ShouldBe(HttpStatusCode.Created, asked.Text);
        var grant = asked.Json.GetProperty("grant");
        grant.GetProperty("state").GetString().ShouldBe("active");
        return grant;
    }

    /// <summary>Gives back everything the caller holds, and waits until it is gone.</summary>
    public async Task HoldNothingAsync()
    {
        foreach (var grant in (await GetAsync("grants?limit=200")).Items.Where(g => g.GetProperty("state").GetString() != "ended").ToList())
        {
            await PostAsync($"grants/{grant.Text("id")}:give-back");
            await TestKit.Servers.Eventually.TrueAsync(
                async () => (await GetAsync($"grants/{grant.Text("id")}")).Json.Text("state") == "ended", "the grant has ended");
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpClient Http(PortalHost host, string? token)
    {
        var client = host.CreateClient(new() { BaseAddress = new Uri("http://localhost"), AllowAutoRedirect = false, HandleCookies = false });
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}

/// <summary>What came back.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string Text, string? ContentType, IDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement.Clone();

    public IReadOnlyList<JsonElement> Items => [.. Json.GetProperty("items").EnumerateArray()];

    /// <summary>The fields that a problem names.</summary>
    public IReadOnlyList<string> Fields => [.. Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!)];

    public string? Problem => ContentType == "application/problem+json" ? Json.Text("type")?.Replace("urn:jitportal:problem:", "", StringComparison.Ordinal) : null;

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage answer) => new(
        answer.StatusCode,
        await answer.Content.ReadAsStringAsync(),
        answer.Content.Headers.ContentType?.MediaType,
        answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
}

internal static class JsonReading
{
    public static string? Text(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : null;
}
