using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JitPortal.DemoTarget;

/// <summary>Takes the portal's signed messages, checks that they are its own, and does what they say. docs/receiver.md explains each.</summary>
internal sealed class Receiver(string secret, AccessBook book, TimeProvider clock)
{
    private const int Tolerance = 5 * 60;   // seconds that the two clocks may differ, and that a copied message is good for

    private readonly byte[][] keys = [.. secret.Split(' ').Select(word => Convert.FromBase64String(word["whsec_".Length..]))];

    public async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        if (!IsSigned(request.Headers, body.ToArray()))
            return Results.Unauthorized();
        var message = JsonSerializer.Deserialize<Message>(body.ToArray(), JsonSerializerOptions.Web)!;
        return Do(message.Type, message.Data) is { } answer ? Results.Json(answer) : Results.UnprocessableEntity();
    }

    private bool IsSigned(IHeaderDictionary headers, byte[] body)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (!long.TryParse(headers["webhook-timestamp"], out var sent) || sent < now - Tolerance || sent > now + Tolerance)
            return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}."), .. body];
        var given = headers["webhook-signature"].ToString().Split(' ').Select(Encoding.UTF8.GetBytes).ToList();
        var right = keys.Select(key => Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
        return right.Any(mine => given.Any(theirs => CryptographicOperations.FixedTimeEquals(mine, theirs)));
    }

    /// <returns><see langword="null"/> for a message that it does not know.</returns>
    private object? Do(string type, MessageData data) => type switch
    {
        "access.check" => new { service = "Orders back office", now = clock.GetUtcNow(), endsSessions = true, endsItself = true },
        "access.open" => Done(book.Open(data)),
        "access.move_end" => Done(book.Change(data, rotate: false)),
        "access.rotate" => Done(book.Change(data, rotate: true)),
        "access.close" => Done(book.Close(data)),
        "access.observe" => new { accesses = data.Accesses!.Select(book.Observe) },
        "access.list" => new { accesses = book.List(), next = (string?)null },
        _ => null,
    };

    private static object Done((string Result, int SessionsEnded) outcome) => new { outcome.Result, outcome.SessionsEnded };
}

internal sealed record Message(string Type, MessageData Data);

/// <summary>The data of every message; each uses some of it.</summary>
internal sealed record MessageData(
    string Grant, string Principal, string Role, string Mode, DateTimeOffset NotAfter, DateTimeOffset Latest, string? Verifier, long Serial, IReadOnlyList<MessageData>? Accesses);
