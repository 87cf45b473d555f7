using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;

namespace JitPortal.Domain.Policies;

/// <summary>
/// What a policy document is made of, told by the document's own rules: a form that is made from it knows every condition, effect
/// and approver there is, and a new one appears in it by itself.
/// </summary>
public static class PolicyShape
{
    public static readonly Shape AppliesTo = Of(typeof(AppliesTo));

    public static readonly Shape Effect = Of(typeof(Effect));

    public static readonly Shape Condition = Of(typeof(Condition));

    /// <summary>
    /// Every place of a document that is being written and cannot be read yet, with its path; empty where it is a policy, which may
    /// then still have mistakes of its own (<see cref="Policy.Mistakes()"/>).
    /// </summary>
    public static IReadOnlyList<FieldError> Unreadable(JsonObject document) => [.. Unreadable(document, typeof(Policy), "")];

    /// <summary>A new part as a form begins with it: required fields with a usual value, or empty where only a person knows.</summary>
    /// <param name="kind">Of a choice; <see langword="null"/> for a shape that has no kinds.</param>
    public static JsonObject New(Shape shape, string? kind)
    {
        var made = new JsonObject();
        if (kind is not null)
            made["kind"] = kind;
        foreach (var field in shape.Of(kind).Where(field => field.IsRequired))
            made[field.Name] = Start(field);
        return made;
    }

    /// <summary>What a field begins with when it is added.</summary>
    public static JsonNode Start(FieldShape field) => field.Type switch
    {
        FieldKind.Whole => 1,
        FieldKind.Duration => "1 h",
        FieldKind.Flag => true,
        FieldKind.Time => "08:00",
        FieldKind.Choice => field.Choices[0],
        FieldKind.Part => New(field.Part!, field.Part!.Kinds.Count > 0 ? field.Part.Kinds[0].Kind : null),
        FieldKind.Choices or FieldKind.Texts or FieldKind.Entitlements or FieldKind.Parts => new JsonArray(),
        _ => "",
    };

    internal static Shape Of(Type type)
    {
        var info = PolicyJson.Options.GetTypeInfo(type);
        return info.PolymorphismOptions is { } choice
            ? new Shape([.. choice.DerivedTypes.Select(one => new KindShape((string)one.TypeDiscriminator!, one.DerivedType))], type)
            : new Shape([], type);
    }

    internal static IReadOnlyList<FieldShape> Fields(Type type) =>
    [
        .. PolicyJson.Options.GetTypeInfo(type).Properties
            .Where(property => property.AssociatedParameter is not null)
            .Select(property => Field(property.Name, property.PropertyType, property.IsRequired)),
    ];

    private static FieldShape Field(string name, Type type, bool required)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (ItemOf(plain) is { } item)
        {
            return item == typeof(EntitlementId) ? new FieldShape(name, FieldKind.Entitlements, required)
                : item.IsEnum ? new FieldShape(name, FieldKind.Choices, required) { Choices = Names(item) }
                : IsPart(item) ? new FieldShape(name, FieldKind.Parts, required) { PartType = item }
                : new FieldShape(name, FieldKind.Texts, required);
        }
        return plain.IsEnum ? new FieldShape(name, FieldKind.Choice, required) { Choices = Names(plain) }
            : IsPart(plain) ? new FieldShape(name, FieldKind.Part, required) { PartType = plain }
            : new FieldShape(name, Scalar(plain), required);
    }

    private static FieldKind Scalar(Type type) =>
        type == typeof(int) ? FieldKind.Whole
        : type == typeof(TimeSpan) ? FieldKind.Duration
        : type == typeof(bool) ? FieldKind.Flag
        : type == typeof(TimeOnly) ? FieldKind.Time
        : type == typeof(EntitlementId) ? FieldKind.Entitlement
        : type == typeof(PersonId) ? FieldKind.Person
        : FieldKind.Text;

    /// <summary>Written as an object, and so filled in field by field.</summary>
    private static bool IsPart(Type type) => PolicyJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object;

    private static Type? ItemOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>As the document writes them; the empty value of a set of flags is no choice.</summary>
    private static IReadOnlyList<string> Names(Type type) =>
    [
        .. Enum.GetValues(type).Cast<object>()
            .Where(value => !type.IsDefined(typeof(FlagsAttribute), inherit: false) || Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) != 0)
            .Select(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!)),
    ];

    private static IEnumerable<FieldError> Unreadable(JsonNode? node, Type type, string path)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (node is JsonArray items && ItemOf(plain) is { } item)
            return items.SelectMany((one, i) => Unreadable(one, item, $"{path}[{i}]"));
        if (node is JsonObject part && IsPart(plain) && TypeOf(part, plain) is { } known)
            return PolicyJson.Options.GetTypeInfo(known).Properties.SelectMany(property => Unreadable(part, property, path));
        return Mistake(node, plain, path) is { } mistake ? [mistake] : [];
    }

    private static IEnumerable<FieldError> Unreadable(JsonObject part, JsonPropertyInfo property, string path)
    {
        var place = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
        return part[property.Name] is { } value ? Unreadable(value, property.PropertyType, place)
            : property.IsRequired ? [new FieldError(place, Both("This is needed."))]
            : [];
    }

    private static Type? TypeOf(JsonObject part, Type type) => PolicyJson.Options.GetTypeInfo(type).PolymorphismOptions is { } choice
        ? choice.DerivedTypes.FirstOrDefault(one => (string)one.TypeDiscriminator! == part["kind"]?.ToString()) is { DerivedType: { } derived } ? derived : null
        : type;

    private static FieldError? Mistake(JsonNode? node, Type type, string path)
    {
        try
        {
            _ = node.Deserialize(PolicyJson.Options.GetTypeInfo(type));
            return null;
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException)
        {
            return new FieldError(path, PolicyJson.WordsOf(broken) ?? Both("Fill this in."));
        }
    }
}

/// <summary>A part of a document: one of several kinds, or just its fields.</summary>
/// <param name="Kinds">Empty where there is no choice.</param>
public sealed record Shape(IReadOnlyList<KindShape> Kinds, Type Type)
{
    /// <returns>The fields of one kind, or of the shape itself where it has no kinds; none for a kind that there is not.</returns>
    public IReadOnlyList<FieldShape> Of(string? kind) => Kinds.Count == 0
        ? PolicyShape.Fields(Type)
        : Kinds.FirstOrDefault(one => one.Kind == kind)?.Fields ?? [];
}

public sealed record KindShape(string Kind, Type Type)
{
    public IReadOnlyList<FieldShape> Fields => PolicyShape.Fields(Type);
}

/// <param name="IsRequired">The document cannot be read without it.</param>
public sealed record FieldShape(string Name, FieldKind Type, bool IsRequired)
{
    /// <summary>For <see cref="FieldKind.Choice"/> and <see cref="FieldKind.Choices"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>For <see cref="FieldKind.Part"/> and <see cref="FieldKind.Parts"/>: what each of them is.</summary>
    public Shape? Part => PartType is null ? null : PolicyShape.Of(PartType);

    internal Type? PartType { get; init; }
}

/// <summary>How a field is filled in.</summary>
public enum FieldKind
{
    Text,
    Whole,

    /// <summary>As people type it, such as "2 h 30 min".</summary>
    Duration,
    Flag,

    /// <summary>Hours and minutes of a day.</summary>
    Time,
    Choice,

    /// <summary>Several of the choices.</summary>
    Choices,

    /// <summary>A list of texts.</summary>
    Texts,
    Entitlement,
    Entitlements,
    Person,

    /// <summary>A part with fields of its own.</summary>
    Part,
    Parts,
}
