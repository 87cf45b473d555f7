using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

/// <summary>How policies, facts and verdicts are written as JSON. Reading is strict: what is not understood is refused, never skipped.</summary>
internal static partial class PolicyJson
{
    private const string ClockTime = "HH:mm";

    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(new Collections(), new DefaultJsonTypeInfoResolver()),
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new Durations(),
            new Texts<Pattern>(pattern => pattern.Text, text => new Pattern(text)),
            new Texts<Network>(network => network.Text, text => new Network(text)),
            new Texts<TimeOnly>(
                time => time.ToString(ClockTime, CultureInfo.InvariantCulture),
                text => TimeOnly.TryParseExact(text, ClockTime, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : throw new Misread("Write a time of day as 08:30.")),
            new Ids<PolicyId>(id => id.Value, value => new PolicyId(value)),
            new Ids<EntitlementId>(id => id.Value, value => new EntitlementId(value)),
            new Ids<PersonId>(id => id.Value, value => new PersonId(value)),
        },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    internal static Outcome<T> Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) is { } value ? value : Invalid("", "The document is empty.");
        }
        catch (NullItem broken)
        {
            return Invalid($"{PathOf(broken.Path)[..^1].TrimEnd("0123456789".ToCharArray())}{broken.Index}]", broken.Message);
        }
        catch (JsonException broken)
        {
            var path = PathOf(broken.Path);
            return Invalid(path, broken is Misread ? broken.Message : NotUnderstood(path));
        }
        catch (NotSupportedException broken) when (Place().Match(broken.Message) is { Success: true } place)
        {
            // A choice without its kind; the serialiser has no better way to say so.
            return Invalid(PathOf(place.Groups["path"].Value), "The “kind” is missing here.");
        }
    }

    /// <returns>What is wrong with a single value, in words; <see langword="null"/> where only .NET has words for it.</returns>
    internal static string? WordsOf(Exception broken) => broken is Misread ? broken.Message : null;

    private static string PathOf(string? path) => (path ?? "$").TrimStart('$').TrimStart('.');

    private static Refusal.Invalid Invalid(string path, string why) => new(path, why);

    /// <summary>The serialiser knows the place but speaks of .NET types; people need the place and what may be wrong there.</summary>
    private static string NotUnderstood(string path) => path.Length == 0
        ? "The document is not valid JSON, or a field is unknown, missing or there twice."
        : $"Not understood at “{path}”: an unknown field or kind, or a value that is missing, there twice or of the wrong type.";

    // … must specify a type discriminator. Path: $.rules[0].when.of[0] | LineNumber: 0 | BytePositionInLine: 243.
    [GeneratedRegex(@"type discriminator\. Path: (?<path>\$\S*) \|", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    /// <summary>A mistake that has been put into words already.</summary>
    private class Misread(string message) : JsonException(message);

    /// <summary>The serialiser checks a list only once it is whole, so the place it names is the one after the last item.</summary>
    private sealed class NullItem(int index) : Misread("A list may not contain null.")
    {
        public int Index { get; } = index;
    }

    /// <summary>Written as ISO 8601; read also as people type it.</summary>
    private sealed class Durations : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            var duration = DurationText.Parse(text);
            return duration.Succeeded ? duration.Value : Exact(text) ?? throw new Misread(duration.Refusal.Message);
        }

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(XmlConvert.ToString(value));

        // -PT1H, PT0.5S: no policy may say this, but a computed duration in a stored verdict may, and has to come back as it was.
        private static TimeSpan? Exact(string? text)
        {
            if (text is null || !(text.StartsWith('-') || text.Contains('.', StringComparison.Ordinal)))
                return null;
            try
            {
                return XmlConvert.ToTimeSpan(text);
            }
            catch (Exception broken) when (broken is FormatException or OverflowException)
            {
                return null;
            }
        }
    }

    /// <summary>What is one word of text. A word without meaning is kept, so that its mistake is told with all the others.</summary>
    private sealed class Texts<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? read(reader.GetString()!) : throw new Misread("A text was expected here.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }

    private sealed class Ids<T>(Func<T, Guid> read, Func<Guid, T> make) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Guid.TryParse(reader.GetString(), out var id) ? make(id) : throw new Misread("An id was expected here.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(read(value).ToString("N"));
    }

    /// <summary>Teaches the serialiser our lists and sets through its own metadata, so that the path of a mistake inside one stays exact.</summary>
    private sealed class Collections : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>) ? OfList(type.GetGenericArguments()[0], options)
            : type == typeof(IReadOnlySet<string>) ? JsonMetadataServices.CreateImmutableEnumerableInfo<IReadOnlySet<string>, string>(
                options, new JsonCollectionInfoValues<IReadOnlySet<string>>(), Names)
            : null;

        private static HashSet<string> Names(IEnumerable<string> names) => Create(names).ToHashSet(StringComparer.Ordinal);

        private static JsonTypeInfo OfList(Type item, JsonSerializerOptions options) =>
            (JsonTypeInfo)typeof(Collections).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(item).Invoke(null, [options])!;

        private static JsonTypeInfo<ValueList<T>> Of<T>(JsonSerializerOptions options) =>
            JsonMetadataServices.CreateImmutableEnumerableInfo<ValueList<T>, T>(options, new JsonCollectionInfoValues<ValueList<T>>(), Create);

        private static ValueList<T> Create<T>(IEnumerable<T> items)
        {
            var list = items.ToValueList();
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is null)
                    throw new NullItem(i);
            }
            return list;
        }
    }
}
