using System.Text.Json.Serialization;
using JitPortal.Domain.People;

namespace JitPortal.Domain.Policies;

[JsonDerivedType(typeof(InGroup), "inGroup")]
[JsonDerivedType(typeof(HasPortalRole), "hasPortalRole")]
[JsonDerivedType(typeof(SubjectIs), "subjectIs")]
[JsonDerivedType(typeof(AccountActive), "accountActive")]
public abstract partial record Condition
{
    /// <summary>What a fact with a source and an age says; unknown where it was not stated or may not be relied on any more.</summary>
    private static Truth Judge<T>(Fact<T>? fact, Facts facts, Func<T, bool> holds) =>
        fact is not null && fact.WhyUnknown(facts.Now) is null ? Kleene.From(holds(fact.Value)) : Truth.Unknown;

    /// <param name="absent">Why there may be no such fact.</param>
    /// <param name="words">What of its value people may see.</param>
    private static UsedFact Used<T>(string name, Fact<T>? fact, Facts facts, string absent, Func<T, string> words)
    {
        if (fact is null)
            return new UsedFact(name, WhyUnknown: absent);
        var why = fact.WhyUnknown(facts.Now);
        return new UsedFact(name, why is null ? words(fact.Value) : null, fact.Source.Name, fact.At, why);
    }

    /// <summary>The subject is a member of the group. Unknown where the groups were not delivered or are too old.</summary>
    public sealed record InGroup(string Group) : Leaf
    {
        public override string Words() => $"in group {Group}";

        public override Truth Test(Facts facts) => Judge(facts.Subject.Groups, facts, groups => groups.Contains(Group));

        internal override UsedFact Look(Facts facts) => Used(
            "groups", facts.Subject.Groups, facts, "no source has stated the groups", groups => groups.Contains(Group) ? "a member" : "not a member");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) => PolicyLimits.NameMistakes($"{path}.group", Group, "group");
    }

    /// <summary>The subject has the role in the portal itself.</summary>
    public sealed record HasPortalRole(PortalRole Role) : Leaf
    {
        public override string Words() => $"having the role {Role.ToString().ToLowerInvariant()} in the portal";

        public override Truth Test(Facts facts) => Judge(facts.Subject.Roles, facts, roles => (roles & Role) == Role);

        internal override UsedFact Look(Facts facts) => Used(
            "portal roles", facts.Subject.Roles, facts, "no source has stated the roles", roles => (roles & Role) == Role ? "has it" : "does not have it");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) =>
            Role != PortalRole.None && Enum.IsDefined(Role) ? [] : [new FieldError($"{path}.role", Both("Say “requester”, “approver”, “administrator” or “auditor”."))];
    }

    /// <summary>The subject is a person, or is a workload, as its sign-in is registered here.</summary>
    public sealed record SubjectIs(SubjectKind Subject) : Leaf
    {
        public override string Words() => Subject == SubjectKind.Workload ? "a workload" : "a person";

        public override Truth Test(Facts facts) => facts.Subject.Kind is { } kind ? Kleene.From(kind == Subject) : Truth.Unknown;

        internal override UsedFact Look(Facts facts) => facts.Subject.Kind is { } kind
            ? new UsedFact("kind", kind == SubjectKind.Workload ? "a workload" : "a person", "registration")
            : new UsedFact("kind", WhyUnknown: "nothing says whether it is a person or a workload");

        internal override IEnumerable<FieldError> Mistakes(string path, int depth = 1) =>
            Enum.IsDefined(Subject) ? [] : [new FieldError($"{path}.subject", Both("Say “person” or “workload”."))];
    }

    /// <summary>The subject's account may be used: it is not disabled.</summary>
    public sealed record AccountActive : Leaf
    {
        public override string Words() => "having an active account";

        public override Truth Test(Facts facts) => Judge(facts.Subject.Active, facts, active => active);

        internal override UsedFact Look(Facts facts) => Used(
            "account", facts.Subject.Active, facts, "no source has stated whether the account is active", active => active ? "active" : "disabled");
    }
}
