using CsCheck;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;

namespace JitPortal.Domain.Tests.Policies;

/// <summary>Random policies and facts over a small world, so that rules meet each other often.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static readonly EntitlementFacts Orders = Entitlement(1, "postgresql", "orders", "read only", "env:prod", "team:shop");
    public static readonly EntitlementFacts Ledger = Entitlement(2, "postgresql", "ledger", "owner", "env:test");
    public static readonly EntitlementFacts Hosts = Entitlement(3, "ssh", "web hosts", "owner");
    public static readonly EntitlementFacts[] Catalogue = [Orders, Ledger, Hosts];

    public static readonly string[] GroupNames = ["dba", "dev", "ops"];

    private static readonly Gen<string> Group = Gen.OneOf(GroupNames);
    private static readonly Gen<TimeSpan> Duration = Gen.OneOf(1, 2, 3, 4, 6, 8).Select(halfHours => TimeSpan.FromMinutes(30 * halfHours));
    private static readonly Gen<int> ReasonLength = Gen.OneOf(1, 5, 10);

    public static readonly Approver[] Approvers =
    [
        new Approver.Group("owners"), new Approver.Group("security"), new Approver.Person(Person(1), "Person 1"), new Approver.Person(Person(2), "Person 2"),
        new Approver.Owner(), new Approver.Manager(),
    ];

    private static readonly Gen<ValueList<Approver>> SomeApprovers = Gen.OneOf(Approvers).Array[1, 2].Select(some => some.ToValueList());

    public static readonly Gen<Stage> Stage = Gen.Select(
        SomeApprovers,
        Gen.Int[1, 3],
        Duration,
        Gen.Frequency((3, Gen.Const((ValueList<Approver>?)null)), (1, SomeApprovers.Select(some => (ValueList<Approver>?)some))),
        Gen.Frequency((3, Gen.Const((ValueList<Approver>?)null)), (1, SomeApprovers.Select(some => (ValueList<Approver>?)some))),
        (approvers, quorum, timeOut, later, fallback) => new Stage(
            approvers,
            approvers.All(approver => approver is Approver.Person or Approver.Manager) ? 1 : quorum,
            timeOut,
            later is null ? null : new Escalation(TimeSpan.FromMinutes(10), later),
            fallback));

    private static readonly Gen<AssuranceLevel> Level = Gen.OneOf(AssuranceLevel.Basic, AssuranceLevel.MultiFactor, AssuranceLevel.PhishingResistant);
    private static readonly Gen<AssuranceLevel?> MaybeLevel = Gen.Frequency((4, Gen.Const((AssuranceLevel?)null)), (1, Level.Select(level => (AssuranceLevel?)level)));

    /// <summary>Windows whose edges lie on half hours, about noon of a Wednesday in UTC, in zones east and west of it.</summary>
    private static readonly Gen<Condition> Window = Gen.Select(
        Gen.OneOf<DayOfWeek[]>([DayOfWeek.Wednesday], [DayOfWeek.Tuesday, DayOfWeek.Thursday], [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday]),
        Gen.Int[0, 47],
        Gen.Int[0, 47],
        Gen.OneOf("UTC", "Europe/Oslo", "Pacific/Chatham", "America/St_Johns", "Asia/Kolkata"),
        (days, from, to, zone) => (Condition)new Condition.InWindow(days.ToValueList(), HalfHour(from), HalfHour(to), zone));

    private static readonly Gen<Condition> Leaf = Gen.Frequency(
        (12, Gen.Const<Condition>(new Condition.Always())),
        (8, Group.Select(group => (Condition)new Condition.InGroup(group))),
        (6, Duration.Select(longest => (Condition)new Condition.DurationAtMost(longest))),
        (3, Gen.OneOf(SubjectKind.Person, SubjectKind.Workload).Select(kind => (Condition)new Condition.SubjectIs(kind))),
        (3, ReasonLength.Select(length => (Condition)new Condition.ReasonPresent(length))),
        (4, Window),
        (1, Gen.OneOf(PortalRole.Requester, PortalRole.Approver).Select(role => (Condition)new Condition.HasPortalRole(role))),
        (1, Gen.Const<Condition>(new Condition.AccountActive())),
        (1, Gen.OneOf("main", "dev").Select(value => (Condition)new Condition.ClaimIs("ref", [value]))),
        (1, Gen.OneOf("m.*", "d[a-e]v", "x").Select(pattern => (Condition)new Condition.ClaimMatches("ref", new Pattern(pattern)))),
        (1, Gen.OneOf("sales", "it").Select(value => (Condition)new Condition.AttributeIs("department", [value, "legal"]))),
        (1, Level.Select(level => (Condition)new Condition.AssuranceAtLeast(level))),
        (1, Gen.OneOf(5, 60).Select(minutes => (Condition)new Condition.SignedInWithin(TimeSpan.FromMinutes(minutes)))),
        (1, Gen.OneOf("10.0.0.0/8", "192.168.1.0/24", "10.1.0.0/16").Select(network => (Condition)new Condition.FromNetwork([new Network(network), new Network("2001:db8::/32")]))),
        (1, Gen.OneOf(".*enough", "short|deploy", "x+").Select(pattern => (Condition)new Condition.ReasonMatches(new Pattern(pattern)))),
        (1, Gen.Const<Condition>(new Condition.TicketPresent())),
        (1, Gen.OneOf("CHG-[0-9]+", "INC-.*").Select(pattern => (Condition)new Condition.TicketMatches(new Pattern(pattern)))),
        (1, Gen.Const<Condition>(new Condition.Emergency())),
        (1, Gen.OneOf(Catalogue).Select(one => (Condition)new Condition.HoldsEntitlement(one.Id, one.Resource))),
        (1, Gen.Int[0, 2].Select(most => (Condition)new Condition.ActiveGrantsAtMost(most))),
        (1, Gen.Select(Gen.Int[1, 2], Gen.OneOf(1, 30), (times, days) => (Condition)new Condition.GrantedBefore(times, TimeSpan.FromDays(days)))),
        (1, Gen.Const<Condition>(new Condition.FirstTime())),
        (1, Gen.OneOf("env:prod", "env:test").Select(tag => (Condition)new Condition.HasTag(tag))),
        (1, Gen.OneOf("owner", "read only").Select(role => (Condition)new Condition.RoleIs(role))),
        (1, Gen.OneOf(0, 5).Select(minutes => (Condition)new Condition.ResidualAtMost(TimeSpan.FromMinutes(minutes)))));

    public static readonly Gen<Condition> Condition = Tree(2);

    private static readonly Gen<Effect> Require = Gen.OneOf(
        Duration.Select(longest => (Effect)new Effect.Require(Longest: longest)),
        ReasonLength.Select(length => (Effect)new Effect.Require(ReasonLength: length)),
        Stage.Select(stage => (Effect)new Effect.Require(Stage: stage)),
        Level.Select(level => (Effect)new Effect.Require(Assurance: level)),
        Gen.Const<Effect>(new Effect.Require(Ticket: true)),
        Gen.OneOf(1, 5).Select(minutes => (Effect)new Effect.Require(Residual: TimeSpan.FromMinutes(minutes))),
        Gen.Select(Duration, ReasonLength, Stage, MaybeLevel, (longest, length, stage, level) => (Effect)new Effect.Require(longest, length, stage, level)));

    private static readonly Gen<Effect> Refuse = Gen.OneOf("Not today.", "Not you.").Select(message => (Effect)new Effect.Refuse(message));

    public static readonly Gen<Effect> Narrowing = Gen.OneOf(Refuse, Require);

    public static readonly Gen<Effect> Widening = Gen.OneOf(
        Gen.Select(Duration, Duration, MaybeLevel, (one, other, level) => (Effect)new Effect.Automatic(Max(one, other), Min(one, other), level)),
        Gen.Select(Duration, Duration, MaybeLevel, (one, other, level) => (Effect)new Effect.Automatic(Max(one, other), Min(one, other), level)),
        Gen.Select(Gen.OneOf(30, 60), MaybeLevel, (minutes, level) => (Effect)new Effect.Automatic(
            TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(30), level, new BreakGlass([new Approver.Group("security")], TimeSpan.FromHours(24)))),
        Gen.Select(Duration, Duration, Stage.Array[1, 2], MaybeLevel, (one, other, stages, level) => (Effect)new Effect.Ask(Max(one, other), Min(one, other), stages.ToValueList(), level)),
        Gen.Select(Duration, Duration, Stage.Array[1, 2], MaybeLevel, (one, other, stages, level) => (Effect)new Effect.Ask(Max(one, other), Min(one, other), stages.ToValueList(), level)));

    // Routes more often than the rest, or nearly everything would be refused and little would be learned.
    private static readonly Gen<Effect> Effect = Gen.Frequency((1, Refuse), (4, Require), (20, Widening));

    public static readonly Gen<AppliesTo> AppliesTo = Gen.OneOf(
        Gen.Const<AppliesTo>(new AppliesTo.Any()),
        Gen.Const<AppliesTo>(new AppliesTo.Any()),
        Gen.OneOf(Catalogue).Array[1, 2].Select(some => (AppliesTo)new AppliesTo.Entitlements(some.Select(one => one.Id).ToValueList())),
        Gen.OneOf("postgresql", "ssh").Select(kind => (AppliesTo)new AppliesTo.Matching(TargetKind: kind)),
        Gen.OneOf("orders", "ledger").Select(name => (AppliesTo)new AppliesTo.Matching(Resource: name)),
        Gen.OneOf("owner", "read only").Select(role => (AppliesTo)new AppliesTo.Matching(Role: role)),
        Gen.OneOf("env:prod", "env:test").Select(tag => (AppliesTo)new AppliesTo.Matching(Tags: [tag])));

    /// <summary>One to four policies with two to five rules each; ids of policies and rules are unique, with room before and after.</summary>
    public static readonly Gen<Policy[]> Policies = Gen.Select(AppliesTo, Gen.Select(Effect, Condition).Array[2, 5])
        .Array[1, 4]
        .Select(drafts => drafts
            .Select((draft, p) => new Policy(
                PolicyNumber(10 * (p + 1)),
                $"Policy {p + 1}",
                p + 1,
                draft.Item1,
                draft.Item2.Select((rule, r) => new Rule($"r{r + 1}", rule.Item1, rule.Item2)).ToValueList()))
            .ToArray());

    public static readonly Gen<Fact<IReadOnlySet<string>>?> Groups = Gen.Frequency(
        (4, Group.Array[0, 3].Select(names => (Fact<IReadOnlySet<string>>?)Known(names))),
        (1, Gen.Const((Fact<IReadOnlySet<string>>?)null)),
        (1, Group.Array[0, 3].Select(names => (Fact<IReadOnlySet<string>>?)(Known(names) with { At = Now.AddHours(-13) }))));

    private static readonly Gen<SubjectFacts> Subject = Gen.Select(
        Groups,
        Gen.OneOf<SubjectKind?>(SubjectKind.Person, SubjectKind.Person, SubjectKind.Workload, null),
        Gen.OneOf<Fact<PortalRole>?>(Stated(PortalRole.Requester), Stated(PortalRole.Requester | PortalRole.Approver), null),
        Gen.OneOf<Fact<bool>?>(Stated(true), Stated(false) with { Source = FactSource.Portal, At = DateTimeOffset.UnixEpoch }, null),
        Gen.OneOf<IReadOnlyDictionary<string, Fact<ValueList<string>>>?>(
            null, new Dictionary<string, Fact<ValueList<string>>>(), Named("ref", Stated<ValueList<string>>([])), Named("ref", Stated<ValueList<string>>(["main", "x"])), Named("ref", Stated<ValueList<string>>(["dev"]))),
        Gen.OneOf<IReadOnlyDictionary<string, Fact<ValueList<string>>>?>(
            null, Named("department", Stated<ValueList<string>>(["sales"])), Named("department", Stated<ValueList<string>>(["it"]) with { Source = FactSource.Directory, At = Now.AddMinutes(-61) })),
        (groups, kind, roles, active, claims, attributes) => new SubjectFacts(Person(9), groups, kind, roles, active, claims, attributes));

    private static readonly Gen<RequestFacts> Request = Gen.Select(
        Gen.OneOf(1, 1, 2, 3, 4, 6, 9),
        Gen.OneOf(null, "", "    ", "short", "long enough", "long enough"),
        Gen.OneOf(false, false, true),
        Gen.OneOf(null, " ", "CHG-12", "CHG-12", "INC-"),
        Gen.OneOf<DateTimeOffset?>(null, null, Now.AddMinutes(-30)),
        Gen.OneOf(false, false, false, true),
        Gen.OneOf(0, 0, 0, 1, 3),
        (halfHours, reason, emergency, ticket, starts, without, before) =>
            new RequestFacts(TimeSpan.FromMinutes(30 * halfHours), reason, emergency, ticket, starts, without) { Before = TimeSpan.FromMinutes(30 * before) });

    private static readonly Gen<RequesterFacts?> Requester = Gen.Frequency(
        (1, Gen.Const((RequesterFacts?)null)),
        (6, Gen.Select(
            Gen.Frequency((1, Gen.Const((Assurance?)null)), (6, Gen.Select(Level, Level, Gen.OneOf<int?>(null, 1, 30, -1, -9), (one, other, minutes) => (Assurance?)new Assurance(
                Least(one, other), minutes is { } ago ? Now.AddMinutes(-ago) : null, one > other ? one : other)))),
            Gen.OneOf(null, "10.1.2.3", "::ffff:10.9.9.9", "192.168.1.200", "192.168.2.1", "2001:db8::7", "nonsense"),
            (assurance, address) => (RequesterFacts?)new RequesterFacts(assurance, address))));

    private static readonly Gen<HoldingFacts?> Holdings = Gen.Frequency(
        (1, Gen.Const((HoldingFacts?)null)),
        (3, Gen.Select(Gen.OneOf(Catalogue), Gen.OneOf(Truth.True, Truth.Unknown), (one, held) => new HeldEntitlement(one.Id, held)).Array[0, 3]
            .Select(held => (HoldingFacts?)new HoldingFacts(held.ToValueList()))));

    private static readonly Gen<HistoryFacts?> History = Gen.Frequency(
        (1, Gen.Const((HistoryFacts?)null)),
        (3, Gen.Select(Gen.Int[1, 40].Array[0, 3], Gen.OneOf(2, 400), (days, since) => (HistoryFacts?)new HistoryFacts(
            days.Where(day => day <= since).Select(day => Now.AddDays(-day)).ToValueList(), Now.AddDays(-since), days.Length > 0))));

    /// <summary>Of the rules that <see cref="Policies"/> may have.</summary>
    private static readonly Gen<ValueList<RuleAuthors>> Authors = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 5], Gen.Int[1, 5].Array[1, 2]).Array[0, 4].Select(some => some
        .DistinctBy(one => (one.Item1, one.Item2))
        .Select(one => new RuleAuthors(new RuleRef(PolicyNumber(10 * one.Item1), one.Item1, $"Policy {one.Item1}", $"r{one.Item2}"), one.Item3.Distinct().Select(Person).ToValueList()))
        .ToValueList());

    private static readonly Gen<DeciderFacts?> Deciders = Gen.Frequency(
        (2, Gen.Const((DeciderFacts?)null)),
        (3, Gen.Select(Gen.Int[1, 5].Array[0, 4].Array[Approvers.Length], Authors, (people, authors) => (DeciderFacts?)new DeciderFacts(
            Approvers.Zip(people, (approver, numbers) => new CouldDecide(approver, numbers.Distinct().Select(Person).ToValueList())).ToValueList(), authors))));

    public static readonly Gen<Facts> AnyFacts = Gen.Select(
        Subject,
        Request,
        Gen.Select(Gen.OneOf(Catalogue), Gen.OneOf<int?>(0, 3, null), (entitlement, minutes) => entitlement with { Residual = minutes is { } some ? TimeSpan.FromMinutes(some) : null }),
        Requester,
        Gen.Select(Holdings, History, Deciders),
        (subject, request, entitlement, requester, more) => new Facts(subject, request, entitlement, Now, requester, more.Item1, more.Item2, more.Item3));

    public static PolicyId PolicyNumber(int number) => new(Id(number));

    public static PersonId Person(int number) => new(Id(number));

    public static Fact<IReadOnlySet<string>> Known(params string[] groups) => new(groups.ToHashSet(StringComparer.Ordinal), FactSource.SignIn, Now.AddHours(-1));

    private static Fact<T> Stated<T>(T value) => new(value, FactSource.SignIn, Now.AddHours(-1));

    private static Dictionary<string, Fact<ValueList<string>>> Named(string name, Fact<ValueList<string>> fact) => new() { [name] = fact };

    private static AssuranceLevel Least(AssuranceLevel one, AssuranceLevel other) => one < other ? one : other;

    private static TimeOnly HalfHour(int number) => new(number / 2, number % 2 * 30);

    public static EntitlementFacts Entitlement(int number, string kind, string resource, string role, params string[] tags) =>
        new(new EntitlementId(Id(number)), kind, resource, role, tags.ToHashSet(StringComparer.Ordinal));

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    private static Gen<Condition> Tree(int depth) => depth == 0
        ? Leaf
        : Gen.Frequency(
            (5, Leaf),
            (1, Tree(depth - 1).Array[1, 3].Select(parts => (Condition)new Condition.All(parts.ToValueList()))),
            (2, Tree(depth - 1).Array[1, 3].Select(parts => (Condition)new Condition.Any(parts.ToValueList()))),
            (1, Tree(depth - 1).Select(part => (Condition)new Condition.Not(part))));

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
