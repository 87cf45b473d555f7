using JitPortal.Domain.People;
using JitPortal.Domain.Texts;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

/// <summary>One round of approval: <paramref name="Quorum"/> distinct persons out of <paramref name="Approvers"/> must agree.</summary>
/// <param name="Approvers">Any of these may decide.</param>
/// <param name="TimeOut">How long the stage waits before the request lapses.</param>
/// <param name="Escalation">More approvers, from a delay on.</param>
/// <param name="Fallback">These may decide as well while the approvers, escalation included, are too few to reach the quorum.</param>
/// <param name="Reminder">How long after its begin the stage reminds those who have not decided.</param>
/// <param name="Assurance">An approver decides only at this level or above.</param>
public sealed record Stage(
    ValueList<Approver> Approvers,
    int Quorum,
    TimeSpan TimeOut,
    Escalation? Escalation = null,
    ValueList<Approver>? Fallback = null,
    TimeSpan? Reminder = null,
    AssuranceLevel? Assurance = null)
{
    /// <summary>Who must agree, for example "one of database-owners" or "Ann Lowe or Bo Berg".</summary>
    public string Words() => Say().English;

    /// <summary>The same in the reader's language too.</summary>
    public Said Say() => Say(English.Number(Quorum));

    /// <summary>Everybody the stage names, whenever they may decide.</summary>
    public IEnumerable<Approver> Everybody() => Named().Concat(Fallback ?? []).Distinct();

    /// <summary>
    /// Whether whoever agrees here would do for <paramref name="other"/> too: as many, as surely signed in, and nobody who may not or only later
    /// decide there. When is not compared, for it changes nothing about who has agreed.
    /// </summary>
    internal bool Covers(Stage other) =>
        Quorum >= other.Quorum
        && (Assurance ?? AssuranceLevel.Basic) >= (other.Assurance ?? AssuranceLevel.Basic)
        && Approver.AreAmong(Approvers, other.Approvers)
        && Approver.AreAmong(Named(), other.Named())
        && Approver.AreAmong(Everybody(), other.Everybody());

    /// <summary>Whom a fallback waits for.</summary>
    internal ValueList<Approver> Named() => Approvers.Concat(Escalation?.Approvers ?? []).Distinct().ToValueList();

    /// <summary>How long it waits, which <see cref="Words"/> leaves out: "waiting 4 h, reminding after 1 h".</summary>
    internal string TimeWords() => $"waiting {DurationText.Format(TimeOut)}{(Reminder is { } reminder ? $", reminding after {DurationText.Format(reminder)}" : "")}";

    internal Said SentenceStart() => Say(English.Capital(English.Number(Quorum)));

    internal IEnumerable<FieldError> Mistakes(string path) =>
    [
        .. Approver.Mistakes($"{path}.approvers", Approvers),
        .. QuorumMistakes($"{path}.quorum"),
        .. PolicyLimits.Mistakes($"{path}.timeOut", TimeOut),
        .. Escalation?.Mistakes($"{path}.escalation", TimeOut) ?? [],
        .. Fallback is { } fallback ? Approver.Mistakes($"{path}.fallback", fallback) : [],
        .. PolicyLimits.MistakesBefore($"{path}.reminder", Reminder, TimeOut),
        .. PolicyLimits.Mistakes($"{path}.assurance", Assurance),
    ];

    private IEnumerable<FieldError> QuorumMistakes(string path)
    {
        var persons = Approver.AtMost(Everybody());
        if (Quorum is < 1 or > PolicyLimits.LargestQuorum)
            yield return new FieldError(path, Both($"Ask for 1 to {PolicyLimits.LargestQuorum} approvals."));
        else if (Approvers.Count > 0 && persons < Quorum)
            yield return new FieldError(path, Both($"{Quorum} approvals are asked for, but only {persons} people are named."));
    }

    private Said Say(Said number)
    {
        var persons = Approver.AtMost(Approvers);
        var names = Approvers.Select(approver => approver.Say()).ToList();
        var who = persons is not null && Quorum == 1 ? English.Or(names)
            : persons == Quorum ? English.And(names)
            : Both($"{number} of {English.Or(names)}");
        return Both($"{who}{(Assurance is { } level ? Both($", with a {level.Say()}") : "")}{Escalation?.Say()}{FallbackWords()}");
    }

    private Said FallbackWords() => Fallback is { } fallback ? Both($", or {English.Or([.. fallback.Select(approver => approver.Say())])} where those are too few") : "";
}

/// <summary>More approvers, once a stage has waited for <paramref name="After"/>.</summary>
public sealed record Escalation(TimeSpan After, ValueList<Approver> Approvers)
{
    internal Said Say() => Both($", after {DurationText.Format(After)} also {English.Or([.. Approvers.Select(approver => approver.Say())])}");

    internal IEnumerable<FieldError> Mistakes(string path, TimeSpan timeOut) =>
        PolicyLimits.MistakesBefore($"{path}.after", After, timeOut).Concat(Approver.Mistakes($"{path}.approvers", Approvers));
}
