using System.Text;
using System.Text.Json;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Live;

namespace JitPortal.Application.Live;

/// <summary>Live events as the messages that nodes send each other.</summary>
internal static class NodeEnvelope
{
    private static readonly JsonSerializerOptions Strict = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <returns>One message, or several where one would be too long; an audience is divided too.</returns>
    public static IReadOnlyList<string> Write(Guid sender, IReadOnlyList<LiveEvent> events)
    {
        var message = JsonSerializer.Serialize(new Message(sender, [.. events.Select(Flat)]));
        if (Encoding.UTF8.GetByteCount(message) <= NodeMessages.Longest)
            return [message];
        var (first, second) = events.Count > 1 ? Halves(events) : Halves(events[0]);
        return [.. Write(sender, first), .. Write(sender, second)];
    }

    /// <returns>What another node sent; nothing of one's own.</returns>
    /// <exception cref="JsonException">It is not from a node.</exception>
    public static IReadOnlyList<LiveEvent> Read(Guid reader, string text)
    {
        var message = JsonSerializer.Deserialize<Message>(text, Strict) ?? throw new JsonException("An empty message.");
        return message.Sender == reader ? [] : [.. message.Events.OfType<Flattened>().Select(Round)];
    }

    private static (IReadOnlyList<T> First, IReadOnlyList<T> Second) Halves<T>(IReadOnlyList<T> whole) => ([.. whole.Take(whole.Count / 2)], [.. whole.Skip(whole.Count / 2)]);

    private static (IReadOnlyList<LiveEvent> First, IReadOnlyList<LiveEvent> Second) Halves(LiveEvent happened)
    {
        var (people, groups) = (Halves(happened.Audience.People), Halves(happened.Audience.Groups));
        return ([happened with { Audience = new(people.First, groups.First) }], [happened with { Audience = new(people.Second, groups.Second) }]);
    }

    private static Flattened Flat(LiveEvent happened) => new(
        happened.Sequence, happened.Type, happened.Request?.Value, happened.Grant?.Value, [.. happened.Audience.People.Select(person => person.Value)], happened.Audience.Groups, happened.Audience.Everybody);

    private static LiveEvent Round(Flattened flat) => new(
        flat.Sequence,
        flat.Type,
        flat.Request is { } request ? new RequestId(request) : null,
        flat.Grant is { } grant ? new GrantId(grant) : null,
        new Audience([.. flat.People.Select(person => new PersonId(person))], flat.Groups) { Everybody = flat.Everybody })
    {
        FromAnotherNode = true,
    };

    private sealed record Message(Guid Sender, IReadOnlyList<Flattened> Events);

    private sealed record Flattened(long Sequence, string Type, Guid? Request, Guid? Grant, IReadOnlyList<Guid> People, IReadOnlyList<string> Groups, bool Everybody);
}
