using System.Globalization;
using JitPortal.Application.Audit;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Web.Grants;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Audit;

/// <summary>The facts of a record as a name and a value for people. A code or a name without words of its own is shown as it is recorded.</summary>
public static class FactWords
{
    private static readonly IReadOnlyDictionary<string, Func<string>> Names = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["asked"] = () => T("Asked for"),
        ["attempt"] = () => T("Attempts so far"),
        ["ends"] = () => T("Ends"),
        ["endsAt"] = () => T("Ends"),
        ["fence"] = () => T("Fencing number"),
        ["for"] = () => T("For what"),
        ["last"] = () => T("Last event taken out"),
        ["mailOff"] = () => T("No e-mail about"),
        ["residualUntil"] = () => T("May remain until"),
        ["seat"] = () => T("In the seat of"),
        ["solo"] = () => T("Solo mode"),
        ["unrecorded"] = () => T("Others not recorded"),
        ["waitingFor"] = () => T("Waits for"),
        ["why"] = () => T("Why"),
    };

    private static readonly HashSet<string> Instants = ["at", "due", "ends", "endsAt", "from", "next", "residualUntil", "since", "to", "until"];
    private static readonly HashSet<string> Lengths = ["asked", "duration"];

    /// <summary>"Policy version" for policyVersion.</summary>
    public static string Name(string name) => Names.GetValueOrDefault(name)?.Invoke() ?? string.Concat(name.Select((letter, i) =>
        i == 0 ? $"{char.ToUpperInvariant(letter)}" : char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>A personal value's name: a grant's record has a fact called reason as well.</summary>
    public static string PersonalName(string name) => name switch
    {
        "reason" => T("Reason given"),
        "principal" => T("Own account"),
        _ => Name(name),
    };

    public static string Value(AuditFactView fact, ViewerClock clock)
    {
        if (fact.Value.Length == 0)
            return T("none");
        if (long.TryParse(fact.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return Number(fact, number, clock);
        return fact.Name switch
        {
            "reason" when Enum.TryParse<EndReason>(fact.Value, out var reason) => GrantWords.Why(reason),
            "evidence" when Enum.TryParse<EvidenceKind>(fact.Value, out var evidence) => GrantWords.Evidence(evidence).Word,
            "assurance" or "level" when Enum.TryParse<AssuranceLevel>(fact.Value, out var level) => level.Say().Shown,
            "channel" when Enum.TryParse<DecisionChannel>(fact.Value, out var channel) => Channel(channel),
            "vote" => fact.Value == "approve" ? T("approved") : T("denied"),
            _ => fact.Value,
        };
    }

    /// <summary>With what somebody decided: "in the inbox".</summary>
    public static string Channel(DecisionChannel channel) => channel switch
    {
        DecisionChannel.Phone => T("on the page for phones"),
        DecisionChannel.Api => T("by a program"),
        _ => T("in the inbox"),
    };

    /// <summary>A record that was tampered with may hold any number: what is no instant and no length is shown as it is.</summary>
    private static string Number(AuditFactView fact, long number, ViewerClock clock) => fact.Name switch
    {
        var name when Instants.Contains(name) && number >= 0 && number < ViewerClock.Latest.ToUnixTimeMilliseconds() => clock.Full(DateTimeOffset.FromUnixTimeMilliseconds(number)),
        var name when Lengths.Contains(name) && number >= 0 && number < TimeSpan.MaxValue.TotalSeconds => DurationText.Format(TimeSpan.FromSeconds(number)),
        _ => fact.Value,
    };
}
