using System.Text;

namespace JitPortal.Web.Policies;

/// <summary>The names that the document of a policy has for its parts, their fields and what they are chosen from, as words.</summary>
internal static class PolicySpelling
{
    private static readonly IReadOnlyDictionary<string, Func<string>> Known = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["accountActive"] = () => T("account active"),
        ["activeGrantsAtMost"] = () => T("active grants at most"),
        ["administrator"] = () => T("administrator"),
        ["after"] = () => T("after"),
        ["all"] = () => T("all"),
        ["always"] = () => T("always"),
        ["any"] = () => T("any"),
        ["approver"] = () => T("approver"),
        ["approvers"] = () => T("approvers"),
        ["ask"] = () => T("ask"),
        ["assurance"] = () => T("assurance"),
        ["assuranceAtLeast"] = () => T("assurance at least"),
        ["attribute"] = () => T("attribute"),
        ["attributeIs"] = () => T("attribute is"),
        ["auditor"] = () => T("auditor"),
        ["automatic"] = () => T("automatic"),
        ["basic"] = () => T("basic"),
        ["breakGlass"] = () => T("break glass"),
        ["claim"] = () => T("claim"),
        ["claimIs"] = () => T("claim is"),
        ["claimMatches"] = () => T("claim matches"),
        ["days"] = () => T("days"),
        ["default"] = () => T("default"),
        ["durationAtMost"] = () => T("duration at most"),
        ["emergency"] = () => T("emergency"),
        ["entitlement"] = () => T("entitlement"),
        ["entitlements"] = () => T("entitlements"),
        ["escalation"] = () => T("escalation"),
        ["fallback"] = () => T("fallback"),
        ["firstTime"] = () => T("first time"),
        ["friday"] = () => T("friday"),
        ["from"] = () => T("from"),
        ["fromNetwork"] = () => T("from network"),
        ["grantedBefore"] = () => T("granted before"),
        ["group"] = () => T("group"),
        ["hasPortalRole"] = () => T("has portal role"),
        ["hasTag"] = () => T("has tag"),
        ["holds"] = () => T("holds"),
        ["id"] = () => T("id"),
        ["ids"] = () => T("ids"),
        ["inGroup"] = () => T("in group"),
        ["inWindow"] = () => T("in window"),
        ["level"] = () => T("level"),
        ["longest"] = () => T("longest"),
        ["manager"] = () => T("manager"),
        ["matching"] = () => T("matching"),
        ["message"] = () => T("message"),
        ["minLength"] = () => T("min length"),
        ["monday"] = () => T("monday"),
        ["most"] = () => T("most"),
        ["multiFactor"] = () => T("multi factor"),
        ["name"] = () => T("name"),
        ["networks"] = () => T("networks"),
        ["not"] = () => T("not"),
        ["of"] = () => T("of"),
        ["owner"] = () => T("owner"),
        ["pattern"] = () => T("pattern"),
        ["person"] = () => T("person"),
        ["phishingResistant"] = () => T("phishing resistant"),
        ["quorum"] = () => T("quorum"),
        ["reasonLength"] = () => T("reason length"),
        ["reasonMatches"] = () => T("reason matches"),
        ["reasonPresent"] = () => T("reason present"),
        ["refuse"] = () => T("refuse"),
        ["reminder"] = () => T("reminder"),
        ["requester"] = () => T("requester"),
        ["require"] = () => T("require"),
        ["residual"] = () => T("residual"),
        ["residualAtMost"] = () => T("residual at most"),
        ["resource"] = () => T("resource"),
        ["reviewWithin"] = () => T("review within"),
        ["reviewers"] = () => T("reviewers"),
        ["role"] = () => T("role"),
        ["roleIs"] = () => T("role is"),
        ["saturday"] = () => T("saturday"),
        ["signedInWithin"] = () => T("signed in within"),
        ["stage"] = () => T("stage"),
        ["stages"] = () => T("stages"),
        ["subject"] = () => T("subject"),
        ["subjectIs"] = () => T("subject is"),
        ["sunday"] = () => T("sunday"),
        ["tag"] = () => T("tag"),
        ["tags"] = () => T("tags"),
        ["targetKind"] = () => T("target kind"),
        ["thursday"] = () => T("thursday"),
        ["ticket"] = () => T("ticket"),
        ["ticketMatches"] = () => T("ticket matches"),
        ["ticketPresent"] = () => T("ticket present"),
        ["timeOut"] = () => T("time out"),
        ["times"] = () => T("times"),
        ["to"] = () => T("to"),
        ["tuesday"] = () => T("tuesday"),
        ["values"] = () => T("values"),
        ["wednesday"] = () => T("wednesday"),
        ["within"] = () => T("within"),
        ["workload"] = () => T("workload"),
        ["zone"] = () => T("zone"),
    };

    /// <summary>"durationAtMost" as "duration at most"; one that is not known here is taken apart, in English.</summary>
    public static string Of(string name) => Known.TryGetValue(name, out var word) ? word() : TakenApart(name);

    private static string TakenApart(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter))
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            else
                words.Append(letter);
        }
        return words.ToString();
    }
}
