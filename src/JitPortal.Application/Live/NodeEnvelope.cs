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

    /// <returns>One message, or several where one would be too long; an audience is divided too. A name that fits no message by itself is left out.</returns>
    public static IReadOnlyList<string> Write(Guid sender, IReadOnlyList<LiveEvent> events)
    {
        var message = JsonSerializer.Serialize(new Message(sender, [.. events.Select(Flat)]));
        if (Encoding.UTF8.GetByteCount(message) <= NodeMessages.Longest)
            return [message];
        var parts = events.Count > 1 ? Halves(events) : Parts(events[0].Audience).Select(part => (IReadOnlyList<LiveEvent>)[events[0] with { Audience = part }]);
        return [.. parts.SelectMany(part => Write(sender, part))];
    }

    /// <returns>What another node sent; nothing of one's own.</returns>
    /// <exception cref="JsonException">It is not from a node.</exception>
    public static IReadOnlyList<LiveEvent> Read(Guid reader, string text)
    {
        var message = JsonSerializer.Deserialize<Message>(text, Strict) ?? throw new JsonException("An empty message.");
        return message.Sender == reader ? [] : [.. message.Events.OfType<Flattened>().Select(Round)];
    }

    private static IEnumerable<IReadOnlyList<T>> Halves<T>(IReadOnlyList<T> whole) => whole.Chunk((whole.Count + 1) / 2);

    /// <returns>Smaller ones, each time, and in the end none.</returns>
    private static IEnumerable<Audience> Parts(Audience whole) => whole switch
    {
        { People.Count: > 0, Groups.Count: > 0 } => [whole with { Groups = [] }, whole with { People = [] }],
        { People.Count: > 1 } => Halves(whole.People).Select(half => whole with { People = half }),
        { Groups.Count: > 1 } => Halves(whole.Groups).Select(half => whole with { Groups = half }),
        _ => [],
    };

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
