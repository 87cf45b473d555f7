namespace JitPortal.Domain.Targets;

/// <summary>
/// What a kind of target asks of an administrator. The forms for targets and for entitlements on them are made from it, so
/// that a new kind needs no page of its own.
/// </summary>
/// <param name="Settings">The members of a target's settings, in the order people fill them in.</param>
/// <param name="Right">The members of an entitlement's right.</param>
/// <param name="Secret"><see langword="null"/> where the connector needs none.</param>
/// <param name="Accounts">The accounts that do, each with its price; the recommended one first.</param>
public sealed record ConnectorForm(
    IReadOnlyList<SettingField> Settings,
    IReadOnlyList<SettingField> Right,
    ConnectorSecret? Secret,
    IReadOnlyList<NarrowAccount> Accounts)
{
    /// <summary>What a person's own account on such a target is called; <see langword="null"/> where people have none there.</summary>
    public SettingField? Account { get; init; }

    /// <summary>For a kind that nobody sets up by hand.</summary>
    public static readonly ConnectorForm Empty = new([], [], null, []);
}

/// <summary>One member of the JSON object that a connector reads.</summary>
/// <param name="Name">As in the JSON, for example <c>sslMode</c>; the field of every mistake in it.</param>
/// <param name="Label">What people call it, for example "Encryption".</param>
/// <param name="Help">One sentence below the input; empty where the label says it all.</param>
/// <param name="Default">What counts where nothing is given; shown in the empty input.</param>
/// <param name="IsAddress">Says where the target is. It is not edited later: another address is another target.</param>
/// <param name="Choices">For <see cref="SettingType.Choice"/>: value and what people read, the usual one first.</param>
public sealed record SettingField(
    string Name,
    string Label,
    SettingType Type,
    string Help = "",
    string? Default = null,
    bool Required = false,
    bool IsAddress = false,
    IReadOnlyList<SettingChoice>? Choices = null);

public sealed record SettingChoice(string Value, string Label);

/// <summary>How a field is filled in, and what it is in the JSON.</summary>
public enum SettingType
{
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>One of a few texts.</summary>
    Choice,

    /// <summary>A list of texts, one a line.</summary>
    Texts,
}

/// <summary>The one secret of a target. It is written, never read back.</summary>
/// <param name="IsMade">The portal can make it (<see cref="IConnectorKind.MakeSecret"/>), so the field may stay empty.</param>
/// <param name="IsLong">A key of several lines rather than a password.</param>
public sealed record ConnectorSecret(string Label, string Help, bool IsMade = false, bool IsLong = false);

/// <summary>An account for the portal on the target that can do no more than it has to.</summary>
/// <param name="Title">What it is for.</param>
/// <param name="Statements">To be pasted on the target.</param>
/// <param name="IfStolen">One honest sentence: what its thief could do.</param>
public sealed record NarrowAccount(string Title, string Statements, string IfStolen);
