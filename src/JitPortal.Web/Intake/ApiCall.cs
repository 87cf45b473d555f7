using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using JitPortal.Application.Intake;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Http.Extensions;

namespace JitPortal.Web.Intake;

/// <summary>One call of the API: who makes it, and the conventions that all calls share.</summary>
internal sealed class ApiCall : IBindableFromHttpContext<ApiCall>
{
    /// <summary>The largest body: 64 KiB.</summary>
    public const int LargestBody = 64 * 1024;

    private const string NamedBy = "Idempotency-Key";

    private static readonly HashSet<string> PagedBy = new(["limit", "cursor"], StringComparer.OrdinalIgnoreCase);   // as the server reads them

    private readonly HttpContext context;

    private readonly RepeatedCalls calls;

    private ApiCall(HttpContext context, Actor actor) =>
        (this.context, Actor, calls) = (context, actor, context.RequestServices.GetRequiredService<RepeatedCalls>());

    public Actor Actor { get; }

    public CancellationToken Aborted => context.RequestAborted;

    public IHeaderDictionary AnswerHeaders => context.Response.Headers;

    /// <summary>How long the caller is ready to wait (<c>Prefer: wait=30</c>); nothing when they did not say.</summary>
    public TimeSpan Wait => context.Request.Headers["Prefer"]
        .SelectMany(header => (header ?? "").Split(','))
        .Select(preference => NameValueHeaderValue.TryParse(preference.Trim(), out var pair) && pair.Name.Equals("wait", StringComparison.OrdinalIgnoreCase) ? pair.Value : null)
        .Select(seconds => int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? TimeSpan.FromSeconds(whole) : TimeSpan.Zero)
        .FirstOrDefault(wait => wait > TimeSpan.Zero);

    /// <exception cref="BadHttpRequestException">The caller was disabled since the token was checked: 401.</exception>
    public static async ValueTask<ApiCall?> BindAsync(HttpContext context, System.Reflection.ParameterInfo parameter)
    {
        var actors = context.RequestServices.GetRequiredService<ActorFromClaims>();
        var actor = await actors.ReadAsync(context, context.RequestAborted);
        return actor is null ? throw new BadHttpRequestException("The caller may not act any more.", StatusCodes.Status401Unauthorized) : new ApiCall(context, actor);
    }

    public string? Query(string name) => context.Request.Query[name] is { Count: > 0 } values ? values[^1] : null;

    /// <summary>Names the next page of a list, with the filters of this one.</summary>
    public void LinkNext(QueryBuilder page)
    {
        foreach (var (name, values) in context.Request.Query.Where(pair => !PagedBy.Contains(pair.Key)))
            page.Add(name, values.Select(value => value ?? ""));
        AnswerHeaders.Link = $"<{context.Request.PathBase}{context.Request.Path}{page}>; rel=\"next\"";
    }

    /// <summary>
    /// What ties a filing to its key beyond the life of this process: when the answer of a filing got lost together with the node,
    /// repeating it finds the request that was filed.
    /// </summary>
    public async Task<string?> FilingKeyAsync() => context.Request.Headers[NamedBy] is { Count: > 0 } key
        ? "api:" + Convert.ToHexStringLower(SHA256.HashData([.. Fingerprint(context.Request, await BodyAsync()), .. Encoding.UTF8.GetBytes(key.ToString())]))
        : null;

    /// <summary>The body, read strictly.</summary>
    public async Task<Outcome<T>> ReadAsync<T>()
        where T : class => context.Request.HasJsonContentType()
            ? ApiJson.Read<T>(await BodyAsync())
            : throw new BadHttpRequestException("Send JSON, with Content-Type: application/json.", StatusCodes.Status415UnsupportedMediaType);

    /// <summary>The body of a call that takes no fields: none, or an object without any.</summary>
    public async Task<Outcome<Done>> ReadNothingAsync()
    {
        if ((await BodyAsync()).Length == 0)
            return default(Done);
        return (await ReadAsync<NoFields>()).Match<Outcome<Done>>(_ => default(Done), mistake => mistake);
    }

    /// <summary>Carries out something that changes things: once, however often it is repeated under one <c>Idempotency-Key</c>.</summary>
    /// <param name="act">What is done; the id of what it made or changed.</param>
    /// <param name="answer">Says what came of it, read anew.</param>
    public Task<IResult> ActAsync(Func<Task<Outcome<Guid>>> act, Func<Guid, Task<IResult>> answer) => OnceAsync(
        async () =>
        {
            var done = await act();
            return done.Succeeded ? new Effect(done.Value, () => answer(done.Value)) : done.Refusal;
        },
        repeated => answer(repeated.Result ?? throw new InvalidOperationException("This call is never ended without a result.")),
        neverAgain: false);

    /// <summary>Carries out something whose answer is given once and never again.</summary>
    /// <param name="repeated">What to do instead of repeating it.</param>
    public Task<IResult> ActOnceAsync(Func<Task<Outcome<IResult>>> act, string repeated)
    {
        AnswerHeaders.CacheControl = "no-store";
        return OnceAsync(
            async () =>
            {
                var done = await act();
                return done.Succeeded ? new Effect(null, () => Task.FromResult(done.Value)) : done.Refusal;
            },
            _ => Task.FromResult<IResult>(ApiProblems.Make(StatusCodes.Status409Conflict, "not-repeatable", "Not repeated", repeated)),
            neverAgain: true);
    }

    private async Task<IResult> OnceAsync(Func<Task<Outcome<Effect>>> act, Func<CallBegun.Repeated, Task<IResult>> repeat, bool neverAgain)
    {
        if (context.Request.Headers[NamedBy] is not { Count: > 0 } key)
            return await AnswerAsync(await act());
        var named = ApiCallKey.Of(key.ToString(), Fingerprint(context.Request, await BodyAsync()));
        if (!named.Succeeded)
            return ApiProblems.Of(named.Refusal);
        var begun = await calls.BeginAsync(Actor, named.Value, neverAgain, Aborted);
        if (!begun.Succeeded)
            return NotNow(begun.Refusal);
        if (begun.Value is CallBegun.Run run)
            return await AnswerAsync(await RunAsync(named.Value, run.Id, act));
        AnswerHeaders["Idempotency-Replayed"] = "true";
        return await repeat((CallBegun.Repeated)begun.Value);
    }

    private async Task<Outcome<Effect>> RunAsync(ApiCallKey key, Guid run, Func<Task<Outcome<Effect>>> act)
    {
        Effect? done = null;
        try
        {
            var outcome = await act();
            done = outcome.Succeeded ? outcome.Value : null;
            return outcome;
        }
        finally
        {
            // Whatever became of the caller: what happened stays known, and what did not happen may be tried again.
            if (done is not null)
                await calls.EndAsync(Actor, key, run, done.Result, CancellationToken.None);
            else
                await calls.ReleaseAsync(Actor, key, run, CancellationToken.None);
        }
    }

    private static async Task<IResult> AnswerAsync(Outcome<Effect> outcome) =>
        outcome.Succeeded ? await outcome.Value.Answer() : ApiProblems.Of(outcome.Refusal);

    private static IResult NotNow(Refusal refusal) => refusal is Refusal.Invalid
        ? ApiProblems.Make(StatusCodes.Status422UnprocessableEntity, "key-reused", "This key belongs to another call", refusal.Message)
        : ApiProblems.Make(StatusCodes.Status409Conflict, "under-way", "This call is under way", refusal.Message);

    private static byte[] Fingerprint(HttpRequest request, byte[] body) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"), .. body]);

    /// <exception cref="BadHttpRequestException">It is larger than <see cref="LargestBody"/>: 413.</exception>
    private async Task<byte[]> BodyAsync()
    {
        if (context.Items[typeof(ApiCall)] is byte[] known)
            return known;
        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, Aborted)) > 0;)
        {
            await body.WriteAsync(buffer.AsMemory(0, read), Aborted);
            if (body.Length > LargestBody)
                throw new BadHttpRequestException($"The body is larger than {LargestBody} bytes.", StatusCodes.Status413PayloadTooLarge);
        }
        var whole = body.ToArray();
        context.Items[typeof(ApiCall)] = whole;
        return whole;
    }

    private sealed record NoFields;

    /// <param name="Result">What was made or changed; <see langword="null"/> for what is never repeated.</param>
    /// <param name="Answer">Given after the effect is settled, because it may wait.</param>
    private sealed record Effect(Guid? Result, Func<Task<IResult>> Answer);
}
