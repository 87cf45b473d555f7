using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Texts;

namespace JitPortal.Domain.Policies;

/// <summary>
/// Everything a decision may look at. The engine reads nothing else: no clock, no database, no network. What is
/// <see langword="null"/> in here was not stated or not looked up; it is unknown, and the unknown opens nothing.
/// </summary>
/// <param name="Now">The moment of the decision; ages of facts are measured against it.</param>
/// <param name="Requester">Who files, as their session stands.</param>
/// <param name="Holdings">What the subject holds now.</param>
/// <param name="History">What the subject has held of this entitlement.</param>
/// <param name="Deciders">Who could decide; <see langword="null"/> where nobody looked, and then every stage is taken to be one that can be reached: it opens nothing by itself.</param>
public sealed record Facts(
    SubjectFacts Subject,
    RequestFacts Request,
    EntitlementFacts Entitlement,
    DateTimeOffset Now,
    RequesterFacts? Requester = null,
    HoldingFacts? Holdings = null,
    HistoryFacts? History = null,
    DeciderFacts? Deciders = null)
{
    /// <summary>When the access would begin: at once, where the request names no other moment.</summary>
    internal DateTimeOffset Start => Request.StartsAt ?? Now;
}

/// <summary>What is asked for, as filed.</summary>
/// <param name="Duration">How long the access is wanted; must be more than nothing.</param>
/// <param name="Emergency">The requester says that it cannot wait.</param>
/// <param name="Ticket">The ticket that is named; <see langword="null"/> or blank is none.</param>
/// <param name="StartsAt">For an extension the begin of the grant, as <paramref name="Duration"/> counts from there; <see langword="null"/> for at once.</param>
/// <param name="WithoutStepUp">The requester has chosen the best way that their session admits as it is.</param>
public sealed record RequestFacts(
    TimeSpan Duration,
    string? Reason = null,
    bool Emergency = false,
    string? Ticket = null,
    DateTimeOffset? StartsAt = null,
    bool WithoutStepUp = false)
{
    /// <summary>
    /// How long the subject had the entitlement just before, without a pause in between. It counts towards every limit of length, else
    /// giving back and asking again would get round them; it moves no window of time.
    /// </summary>
    public TimeSpan Before { get; init; }


    /// <summary>Stands for whatever might be asked for: the shortest time, some ticket, a reason as long as any rule wants it.</summary>
    public static RequestFacts Any { get; } = new(TimeSpan.FromMinutes(1), new string('x', 2_000), Ticket: "any");

    /// <summary>
    /// What every look at a text by a pattern answers, whatever the text; <see langword="null"/> to look. Before anything was written both
    /// are possible.
    /// </summary>
    internal bool? TextsMatch { get; init; }

    /// <summary>Characters of the reason, blanks around it and what nobody can see not counted.</summary>
    public int ReasonLength() => Written.Length(Reason);

    /// <returns><see langword="null"/> where none is named.</returns>
    internal string? TicketName() => Written.IsBlank(Ticket) ? null : Ticket.Trim();
}

/// <summary>The resource in one role, as the catalogue describes it.</summary>
/// <param name="TargetKind">The kind of connector, for example <c>postgresql</c>.</param>
/// <param name="Tags">For example <c>env:prod</c>.</param>
/// <param name="Owner">Whom to ask, as people would name them; <see langword="null"/> means the administrators.</param>
/// <param name="Residual">How long access can outlive its end on the target at worst; <see langword="null"/> is unknown.</param>
public sealed record EntitlementFacts(
    EntitlementId Id,
    string TargetKind,
    string Resource,
    string Role,
    IReadOnlySet<string> Tags,
    string? Owner = null,
    TimeSpan? Residual = null);

/// <summary>The session of whoever files: their own also where somebody else would hold the access.</summary>
/// <param name="SourceAddress">Where the call comes from, as an IP address.</param>
public sealed record RequesterFacts(Assurance? Assurance = null, string? SourceAddress = null);

/// <summary>The subject's access that has not ended, without a grant that this very decision is about.</summary>
public sealed record HoldingFacts(ValueList<HeldEntitlement> Held);

/// <param name="Held">True while it is active; unknown while it is approved and not open, being opened, being closed, or not as recorded.</param>
public sealed record HeldEntitlement(EntitlementId Entitlement, Truth Held);

/// <summary>What the subject was granted of this entitlement before, without a grant that this very decision is about.</summary>
/// <param name="GrantedAt">When each grant became active, as far back as <paramref name="Since"/>.</param>
/// <param name="Since">How far back was looked.</param>
/// <param name="Ever">Whether there was any at all, however long ago.</param>
public sealed record HistoryFacts(ValueList<DateTimeOffset> GrantedAt, DateTimeOffset Since, bool Ever);
