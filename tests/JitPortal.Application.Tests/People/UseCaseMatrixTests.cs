using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.Intake;
using JitPortal.Application.Notices;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.People;

/// <summary>
/// Who may do what (I-30): every use case that acts for somebody, by every kind of caller, on what Mira asked for and holds.
/// <c>yes</c> is let in (whatever comes of it), <c>403</c> is known and not allowed, <c>404</c> is never told that it exists.
/// </summary>
public sealed class UseCaseMatrixTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // Nils has no role in the portal at all and is in the groups of Bo: who may ask and decide is up to the policies alone.
    // A disabled caller still has the session of an administrator and approver: what only reads is stopped where the session is read (I-22).
    private const string Table = """
        use case           Mira  Jon   ci    Bo    Nils  Lea   Tove  gone
        ListCatalog        yes   yes   yes   yes   yes   yes   yes   yes
        ReadEntitlement    yes   yes   yes   yes   yes   yes   yes   yes
        PreviewRequest     yes   yes   yes   yes   yes   yes   yes   403
        SubmitRequest      yes   yes   yes   yes   yes   yes   yes   403
        ReadRequest        yes   404   404   yes   yes   yes   yes   yes
        AwaitRequest       yes   404   404   yes   yes   yes   yes   yes
        ListRequests       yes   404   404   404   404   404   404   404
        ListUsual          yes   404   404   404   404   404   404   404
        WithdrawRequest    yes   404   404   404   404   404   404   404
        ListApprovals      404   404   404   yes   yes   404   404   404
        ListDecided        404   404   404   yes   yes   404   404   404
        DecideRequest      403   404   404   yes   yes   403   403   403
        PassOnRequest      403   404   404   yes   yes   403   403   403
        AskRequester       403   404   404   yes   yes   403   403   403
        AnswerQuestion     yes   404   404   403   403   403   403   403
        ListMyAccess       yes   404   404   404   404   404   404   404
        CountMyAccess      yes   404   404   404   404   404   404   404
        CountApprovals     404   404   404   yes   yes   404   404   404
        ListGrants         yes   404   404   404   404   404   404   404
        ReadGrant          yes   404   404   404   404   yes   yes   yes
        GiveBackGrant      yes   404   404   404   404   404   404   404
        GiveBackAll        yes   yes   yes   yes   yes   yes   yes   yes
        RevokeGrant        403   404   404   404   404   403   yes   403
        AskForceClose      403   403   403   403   403   403   yes   403
        AgreeForceClose    403   403   403   403   403   403   yes   403
        ExtendGrant        yes   404   404   404   404   404   404   404
        PreviewExtensions  yes   404   404   404   404   404   404   404
        RevealCredential   yes   404   404   404   404   404   404   404
        RotateCredential   yes   404   404   404   404   404   404   404
        ReadOperations     403   403   403   403   403   yes   yes   403
        CheckTarget        403   403   403   403   403   403   yes   403
        FindDrift          403   403   403   403   403   403   yes   403
        ListAudit          403   403   403   403   403   yes   yes   403
        BrowseAudit        403   403   403   403   403   yes   yes   403
        ReadAuditEvent     403   403   403   403   403   yes   yes   403
        WhoHad             403   403   403   403   403   yes   yes   403
        ListExceptions     403   403   403   403   403   yes   yes   403
        LookUpTrace        403   403   403   403   403   yes   yes   403
        BeginExport        403   403   403   403   403   yes   yes   403
        ListPeople         403   403   403   403   403   yes   yes   403
        ReadPerson         403   403   403   403   403   yes   yes   403
        ConfirmClock       403   403   403   403   403   403   yes   403
        ListTargets        403   403   403   403   403   403   yes   403
        ListTargetKinds    403   403   403   403   403   403   yes   403
        ReadTarget         403   403   403   403   403   403   yes   403
        TryTarget          403   403   403   403   403   403   yes   403
        AddTarget          403   403   403   403   403   403   yes   403
        ConnectTarget      403   403   403   403   403   403   yes   403
        ChangeTarget       403   403   403   403   403   403   yes   403
        RetireTarget       403   403   403   403   403   403   yes   403
        AddEntitlement     403   403   403   403   403   403   yes   403
        ChangeEntitlement  403   403   403   403   403   403   yes   403
        RetireEntitlement  403   403   403   403   403   403   yes   403
        SetTargetAccount   403   403   403   403   403   403   yes   403
        ListPolicies       403   403   403   403   403   yes   yes   403
        ReadPolicy         403   403   403   403   403   yes   yes   403
        ReadPolicyNames    403   403   403   403   403   yes   yes   403
        AnalysePolicy      403   403   403   403   403   yes   yes   403
        TryPolicy          403   403   403   403   403   yes   yes   403
        SaveDraft          403   403   403   403   403   403   yes   403
        DiscardDraft       403   403   403   403   403   403   yes   403
        ProposePolicy      403   403   403   403   403   403   yes   403
        WithdrawProposal   403   403   403   403   403   403   yes   403
        ConfirmPolicy      403   403   403   403   403   403   yes   403
        RetirePolicy       403   403   403   403   403   403   yes   403
        PublishPolicy      403   403   403   403   403   403   403   403
        AppointAdministrator 403   403   403   403   403   403   yes   403
        PlaceLock          403   403   403   403   403   403   yes   403
        LiftLock           403   403   403   403   403   403   yes   403
        PreviewStop        403   403   403   403   403   403   yes   403
        ListStopScopes     403   403   403   403   403   403   yes   403
        ListLocks          403   403   403   403   403   yes   yes   403
        ReadStops          yes   404   404   404   404   404   404   404
        ExplainEmergency   yes   404   404   404   404   404   404   404
        ReviewEmergency    403   404   404   yes   yes   403   403   403
        ListPostReviews    yes   404   404   yes   yes   yes   yes   404
        DisablePerson      403   403   403   403   403   403   yes   403
        SetManager         403   403   403   403   403   403   yes   403
        SetOwners          403   403   403   403   403   403   yes   403
        GoAway             yes   yes   403   yes   yes   yes   yes   403
        ComeBack           yes   404   404   404   404   404   404   404
        ReadAway           yes   404   404   404   404   404   404   404
        ListColleagues     yes   yes   404   yes   yes   yes   yes   404
        ErasePerson        403   403   403   403   403   403   yes   403
        ConfirmRequest     yes   404   404   404   404   404   404   404
        RemindApprovers    yes   404   404   404   404   404   404   404
        ListNotices        404   404   404   yes   yes   404   404   404
        CountUnread        yes   yes   yes   yes   yes   yes   yes   yes
        SeeNotices         yes   yes   yes   yes   yes   yes   yes   yes
        RememberZone       yes   yes   yes   yes   yes   yes   yes   yes
        ReadNoticeSettings yes   yes   yes   yes   yes   yes   yes   yes
        ChangeNoticeSettings yes   yes   403   yes   yes   yes   yes   403
        SendTestMail       yes   yes   403   yes   yes   yes   yes   403
        ListFailedMail     403   403   403   403   403   403   yes   403
        SendMailAgain      403   403   403   403   403   403   yes   403
        UseSetupCode       yes   yes   403   yes   yes   yes   yes   403
        KeepAction         yes   403   403   403   403   403   403   403
        ContinueAction     yes   404   404   404   404   404   404   404
        KeepSignInReport   403   403   403   403   403   403   yes   403
        ReadIdentity       403   403   403   403   403   403   yes   403
        RepeatedCalls      yes   yes   yes   yes   yes   yes   yes   yes
        """;

    [Fact]
    public void Table_EveryUseCaseThatActsForSomebody_HasARow() =>
        typeof(SubmitRequest).Assembly.GetExportedTypes()
            .Where(type => type.GetMethods().Any(method => method.DeclaringType == type && method.GetParameters().Any(p => p.ParameterType == typeof(Actor))))
            .Where(type => !typeof(Delegate).IsAssignableFrom(type) && type.IsSealed && type.GetMethods().Any(m => m.Name is "RunAsync" or "BeginAsync"))
            .Select(type => type.Name)
            .ShouldBe(Rows().Select(row => row[0]), ignoreOrder: true);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task EveryUseCase_ByEveryCaller_AnswersAsTheTableSays(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var company = await CompanyAsync(world);
        var wrong = new List<string>();
        foreach (var row in Rows())
        {
            var stage = await Stage.SetAsync(world, company, row[0]);
            // Those who are refused come first: whoever is let in changes what the next one finds.
            foreach (var (caller, expected) in stage.Callers.Zip(row[1..]).OrderBy(c => c.Second == "yes"))
            {
                var refusal = await stage.TryAsync(row[0], caller);
                var answer = refusal switch { Refusal.NotFound => "404", Refusal.Forbidden => "403", _ => "yes" };
                if (answer != expected)
                    wrong.Add($"{row[0]} by {caller.Name}: {answer} instead of {expected} ({refusal?.Message})");
            }
        }
        wrong.ShouldBeEmpty();
    }

    /// <summary>Alone, where the table has Bo before him.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task NoRole_WhomThePoliciesName_AsksAndDecides(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var nils = await Scene.SignInAsync(world.Portal, "nils", "Nils Nome", PortalRole.None, "engineering", "owners");

        var own = await Scene.Must(world.Scene.AskAsync(nils, world.Scene.Automatic, Hour));
        var request = await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, world.Scene.Asks, Hour));
        await Scene.Must(world.Scene.ApproveAsync(nils, request));

        (await world.RequestAsync(own.Value)).State.ShouldBe(RequestState.Approved);
        (await world.RequestAsync(request.Value)).State.ShouldBe(RequestState.Approved);
    }

    /// <summary>Everybody but Mira, who is somebody new for each row, so that no row changes what the next one finds.</summary>
    private static async Task<IReadOnlyList<Actor>> CompanyAsync(World world)
    {
        var (scene, everything) = (world.Scene, PortalRole.Requester | PortalRole.Approver | PortalRole.Administrator | PortalRole.Auditor);
        var ci = await Scene.Must(world.Get<RecognisePerson>().RunAsync(new("https://issuer.test", "ci", "ci", null, PortalRole.None, null, true), CancellationToken.None));
        var lea = await Scene.SignInAsync(world.Portal, "lea", "Lea Pham", PortalRole.Requester | PortalRole.Auditor, "finance");
        var gone = await Scene.SignInAsync(world.Portal, "gone", "Gone", everything, "owners");
        _ = await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, gone.Id, CancellationToken.None));
        var nils = await Scene.SignInAsync(world.Portal, "nils", "Nils Nome", PortalRole.None, [.. scene.Bo.Groups!]);
        return [scene.Jon, ci, scene.Bo, nils, lea, scene.Tove, gone];
    }

    private static List<string[]> Rows() => [.. Table.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private sealed record Stage(World World, Scene Scene, IReadOnlyList<Actor> Callers, RequestId Request, GrantId Grant, Actor Victim, Prepared Prepared, SessionId Session, string State)
    {
        public static async Task<Stage> SetAsync(World world, IReadOnlyList<Actor> company, string row)
        {
            var scene = world.Scene;
            var mira = await Scene.SignInAsync(world.Portal, $"mira-{row}", "Mira", PortalRole.Requester, "engineering");
            var victim = await Scene.SignInAsync(world.Portal, $"victim-{row}", "Victim", PortalRole.Requester, "engineering");
            var request = await Scene.Must(scene.AskAsync(mira, scene.Asks, Hour));
            var grant = await scene.GrantOfAsync(await Scene.Must(scene.AskAsync(mira, scene.Automatic, Hour)));
            var session = new SessionForm(SessionId.New(), $"key-{row}", mira.Id, "https://issuer.test", $"mira-{row}", null, world.Portal.Clock.Now().AddHours(1), []);
            await Scene.Must(world.Get<StartSession>().RunAsync(session, CancellationToken.None));
            var ask = new KeptAction.Ask(new RequestForm(scene.SameRight, Hour, "Check stuck refunds"));
            var state = await Scene.Must(world.Get<KeepAction>().RunAsync(mira, session.Id, ask, AssuranceLevel.Basic, CancellationToken.None));
            return new Stage(world, scene, [mira, .. company], request, new GrantId(grant.Id), victim, await Prepared.ForAsync(world, row, mira, victim, request), session.Id, state);
        }

        public Task<Refusal?> TryAsync(string useCase, Actor a)
        {
            var ct = CancellationToken.None;
            return useCase switch
            {
                nameof(ListCatalog) => SeesAsync(Use<ListCatalog>().RunAsync(a, ct), _ => true),
                nameof(ReadEntitlement) => Of(Use<ReadEntitlement>().RunAsync(a, Scene.Automatic, ct)),
                nameof(PreviewRequest) => Of(Use<PreviewRequest>().RunAsync(a, Form, ct)),
                nameof(SubmitRequest) => Of(Use<SubmitRequest>().RunAsync(a, Form, ct)),
                nameof(ReadRequest) => Of(Use<ReadRequest>().RunAsync(a, Request, ct)),
                nameof(AwaitRequest) => Of(Use<AwaitRequest>().RunAsync(a, Request, TimeSpan.Zero, ct)),
                nameof(ListRequests) => SeesAsync(Use<ListRequests>().RunAsync(a, null, 200, ct), r => r.Id == Request),
                nameof(ListUsual) => SeesAsync(UsualAsync(a, ct), usual => usual.Form.Entitlement == Scene.Automatic),
                nameof(WithdrawRequest) => Of(Use<WithdrawRequest>().RunAsync(a, Request, ct)),
                nameof(ListApprovals) => SeesAsync(Use<ListApprovals>().RunAsync(a, ct), r => r.Request.Id == Request),
                nameof(ListDecided) => SeesAsync(DecidedAsync(a, ct), d => d.Request.Id == Request),
                nameof(DecideRequest) => Of(Use<DecideRequest>().RunAsync(a, Request, new DecisionForm(true, null, null, DecisionChannel.Web), ct)),
                nameof(CountMyAccess) => CountsAsync(Use<CountMyAccess>().RunAsync(a, ct)),
                nameof(CountApprovals) => CountsAsync(Use<CountApprovals>().RunAsync(a, ct)),
                nameof(ListMyAccess) => SeesAsync(Use<ListMyAccess>().RunAsync(a, ct), g => g.Id == Grant),
                nameof(ListGrants) => SeesAsync(Use<ListGrants>().RunAsync(a, null, 200, ct), g => g.Id == Grant),
                nameof(ReadGrant) => Of(Use<ReadGrant>().RunAsync(a, Grant, ct)),
                nameof(GiveBackGrant) => Of(Use<GiveBackGrant>().RunAsync(a, Grant, ct)),
                nameof(GiveBackAll) => Of(Use<GiveBackAll>().RunAsync(a, ct)),
                nameof(RevokeGrant) => Of(Use<RevokeGrant>().RunAsync(a, Grant, "Looks odd", ct)),
                nameof(ExtendGrant) => Of(Use<ExtendGrant>().RunAsync(a, new ExtensionForm(Grant, Hour, "Not done"), ct)),
                nameof(PreviewExtensions) => SeesAsync(Use<PreviewExtensions>().RunAsync(a, Grant, ct), _ => true),
                nameof(RevealCredential) => Of(Use<RevealCredential>().RunAsync(a, Grant, ct)),
                nameof(RotateCredential) => Of(Use<RotateCredential>().RunAsync(a, Grant, ct)),
                _ => TellAsync(useCase, a, ct),
            };
        }

        private Task<Refusal?> TellAsync(string useCase, Actor a, CancellationToken ct) => useCase switch
        {
            nameof(ConfirmRequest) => Of(Use<ConfirmRequest>().RunAsync(a with { Assurance = Sure }, Prepared.Agreed, ct)),
            nameof(RemindApprovers) => Of(Use<RemindApprovers>().RunAsync(a, Request, ct)),
            nameof(PassOnRequest) => Of(Use<PassOnRequest>().RunAsync(a, Request, new PassOnForm(Scene.Ann.Id, null), ct)),
            nameof(AskRequester) => Of(Use<AskRequester>().RunAsync(a, Request, "Which refunds?", ct)),
            nameof(AnswerQuestion) => AnswerAsync(a, ct),
            nameof(ListNotices) => SeesAsync(NoticesAsync(a, ct), n => n.Path == $"/approve/{Request}"),
            nameof(CountUnread) => Of(Use<CountUnread>().RunAsync(a, ct)),
            nameof(SeeNotices) => Of(Use<SeeNotices>().RunAsync(a, ct)),
            nameof(RememberZone) => Of(Use<RememberZone>().RunAsync(a, "Europe/Oslo", ct)),
            nameof(ReadNoticeSettings) => Of(Use<ReadNoticeSettings>().RunAsync(a, ct)),
            nameof(ChangeNoticeSettings) => Of(Use<ChangeNoticeSettings>().RunAsync(a, NoticeTopic.EndingSoon, ct)),
            nameof(SendTestMail) => Of(Use<SendTestMail>().RunAsync(a, ct)),
            nameof(ListFailedMail) => Of(Use<ListFailedMail>().RunAsync(a, ct)),
            nameof(SendMailAgain) => Of(Use<SendMailAgain>().RunAsync(a, 1, ct)),
            _ => OperateAsync(useCase, a, ct),
        };

        /// <summary>Ann denies what all who may decide were asked for.</summary>
        private async Task<IReadOnlyList<DecidedItem>> DecidedAsync(Actor a, CancellationToken ct)
        {
            await Use<TellPeople>().RunAsync(ct);
            _ = await Scene.DenyAsync(Scene.Ann, Request);
            return (await Use<ListDecided>().RunAsync(a, DecidedFilter.All, before: null, ListDecided.Most, ct)).Items;
        }

        /// <summary>What Ann asks first.</summary>
        private async Task<Refusal?> AnswerAsync(Actor a, CancellationToken ct)
        {
            _ = await Scene.Must(Use<AskRequester>().RunAsync(Scene.Ann, Request, "Which refunds?", ct));
            return await Of(Use<AnswerQuestion>().RunAsync(a, Request, "Those of May", ct));
        }

        private async Task<IReadOnlyList<NoticeView>> NoticesAsync(Actor a, CancellationToken ct)
        {
            await Use<TellPeople>().RunAsync(ct);
            return await Use<ListNotices>().RunAsync(a, unread: false, before: null, ListNotices.Most, ct);
        }

        /// <summary>What is usual is offered once it is not held any more.</summary>
        private async Task<IReadOnlyList<UsualRequest>> UsualAsync(Actor a, CancellationToken ct)
        {
            _ = await Use<GiveBackGrant>().RunAsync(a, Grant, ct);
            return await Use<ListUsual>().RunAsync(a, ct);
        }

        private Task<Refusal?> OperateAsync(string useCase, Actor a, CancellationToken ct) => useCase switch
        {
            nameof(AskForceClose) => Of(Use<AskForceClose>().RunAsync(a, Grant, "The server was scrapped", ct)),
            nameof(AgreeForceClose) => Of(Use<AgreeForceClose>().RunAsync(a, Grant, ct)),
            nameof(ReadOperations) => Of(Use<ReadOperations>().RunAsync(a, ct)),
            nameof(CheckTarget) => Of(Use<CheckTarget>().RunAsync(a, Scene.Target, ct)),
            nameof(FindDrift) => Of(Use<FindDrift>().RunAsync(a, Scene.Target, ct)),
            nameof(ListAudit) => Of(Use<ListAudit>().RunAsync(a, new AuditQuery(0, 10), ct)),
            nameof(BrowseAudit) => Of(Use<BrowseAudit>().RunAsync(a, null, null, 10, ct)),
            nameof(ReadAuditEvent) => Of(Use<ReadAuditEvent>().RunAsync(a, 1, ct)),
            nameof(WhoHad) => Of(Use<WhoHad>().RunAsync(a, "ledger-db", null, null, null, ct)),
            nameof(ListExceptions) => Of(Use<ListExceptions>().RunAsync(a, null, null, ct)),
            nameof(LookUpTrace) => Of(Use<LookUpTrace>().RunAsync(a, "REQ-1", ct)),
            nameof(BeginExport) => Of(Use<BeginExport>().RunAsync(a, "events", "", ct)),
            nameof(ListPeople) => Of(Use<ListPeople>().RunAsync(a, PeopleFilter.All, null, 10, ct)),
            nameof(ReadPerson) => Of(Use<ReadPerson>().RunAsync(a, Victim.Id, ct)),
            nameof(ConfirmClock) => Of(Use<ConfirmClock>().RunAsync(a, ct)),
            nameof(AddTarget) => Of(Use<AddTarget>().RunAsync(a, new TargetForm("more", OracleKind.Name, "1", null), ct)),
            nameof(AddEntitlement) => Of(Use<AddEntitlement>().RunAsync(a, new EntitlementForm(Scene.Target, "more", "Read", "More", "ephemeral:more", []), ct)),
            nameof(ListTargets) => Of(Use<ListTargets>().RunAsync(a, ct)),
            nameof(ListTargetKinds) => Of(Use<ListTargetKinds>().RunAsync(a, ct)),
            nameof(ReadTarget) => Of(Use<ReadTarget>().RunAsync(a, Scene.Target, ct)),
            nameof(TryTarget) => Of(Use<TryTarget>().RunAsync(a, new TargetForm("tried", OracleKind.Name, "1", null), null, ct)),
            nameof(ConnectTarget) => Of(Use<ConnectTarget>().RunAsync(a, new TargetForm("connected", OracleKind.Name, "1", null), ct)),
            nameof(ChangeTarget) => Of(Use<ChangeTarget>().RunAsync(a, Scene.Target, "1", null, ct)),
            nameof(RetireTarget) => Of(Use<RetireTarget>().RunAsync(a, TargetId.New(), ct)),
            nameof(ChangeEntitlement) => Of(Use<ChangeEntitlement>().RunAsync(a, Scene.SameRight, "Edits the wiki", [], ct)),
            nameof(RetireEntitlement) => Of(Use<RetireEntitlement>().RunAsync(a, EntitlementId.New(), ct)),
            nameof(SetTargetAccount) => Of(Use<SetTargetAccount>().RunAsync(a, Scene.Target, Victim.Id, "victim", ct)),
            nameof(PublishPolicy) => Of(Use<PublishPolicy>().RunAsync(a, Everything, ct)),
            nameof(AppointAdministrator) => Of(Use<AppointAdministrator>().RunAsync(a, Victim.Id, ct)),
            nameof(PlaceLock) => Of(Use<PlaceLock>().RunAsync(a, LockScope.Of(Victim.Id), "Test", ct)),
            nameof(LiftLock) => Of(Use<LiftLock>().RunAsync(a, Prepared.Lock, ct)),
            nameof(PreviewStop) => Of(Use<PreviewStop>().RunAsync(a, LockScope.Of(Victim.Id), ct)),
            nameof(ListStopScopes) => Of(Use<ListStopScopes>().RunAsync(a, ct)),
            nameof(ListLocks) => Of(Use<ListLocks>().RunAsync(a, ct)),
            nameof(ReadStops) => SeesAsync(Use<ReadStops>().RunAsync(a, ct), _ => true),
            nameof(ExplainEmergency) => Of(Use<ExplainEmergency>().RunAsync(a, Prepared.Emergency, "The shop was down", ct)),
            nameof(ReviewEmergency) => Of(Use<ReviewEmergency>().RunAsync(a, Prepared.Emergency, new ReviewForm(true, ""), ct)),
            nameof(ListPostReviews) => SeesAsync(Use<ListPostReviews>().RunAsync(a, ct), review => review.Request.Id == Prepared.Emergency),
            nameof(DisablePerson) => Of(Use<DisablePerson>().RunAsync(a, Victim.Id, ct)),
            nameof(SetManager) => Of(Use<SetManager>().RunAsync(a, Victim.Id, Scene.Bo.Id, ct)),
            nameof(SetOwners) => Of(Use<SetOwners>().RunAsync(a, Scene.Asks, [Scene.Bo.Id], null, ct)),
            nameof(GoAway) => Of(Use<GoAway>().RunAsync(a, new AwayForm(Victim.Id, null, World.Portal.Clock.GetUtcNow() + Hour), ct)),
            nameof(ComeBack) => Of(Use<ComeBack>().RunAsync(a, Prepared.Absence, ct)),
            nameof(ReadAway) => SeesAsync(AbsencesAsync(a, ct), absence => absence.Id == Prepared.Absence),
            nameof(ListColleagues) => SeesAsync(Use<ListColleagues>().RunAsync(a, ct), colleague => colleague.Id == Victim.Id),
            nameof(ErasePerson) => Of(Use<ErasePerson>().RunAsync(a, Victim.Id, ct)),
            nameof(ListPolicies) => Of(Use<ListPolicies>().RunAsync(a, ct)),
            nameof(ReadPolicyNames) => Of(Use<ReadPolicyNames>().RunAsync(a, ct)),
            nameof(AnalysePolicy) => Of(Use<AnalysePolicy>().RunAsync(a, Everything, ct)),
            nameof(TryPolicy) => Of(Use<TryPolicy>().RunAsync(a, Everything, new TriedCase(Scene.Jon.Id, Scene.Asks, Hour, "", false, TimeProvider.System.GetUtcNow()), ct)),
            nameof(SaveDraft) => Of(Use<SaveDraft>().RunAsync(a, new DraftForm(Everything, 0), ct)),
            // Of nobody's: whoever is let in is told that there is none.
            nameof(ReadPolicy) => LetInAsync(Use<ReadPolicy>().RunAsync(a, PolicyId.New(), ct)),
            nameof(DiscardDraft) => Of(Use<DiscardDraft>().RunAsync(a, PolicyId.New(), 1, ct)),
            nameof(ProposePolicy) => Of(Use<ProposePolicy>().RunAsync(a, PolicyId.New(), 1, ct)),
            nameof(WithdrawProposal) => Of(Use<WithdrawProposal>().RunAsync(a, PolicyId.New(), 1, ct)),
            nameof(ConfirmPolicy) => Of(Use<ConfirmPolicy>().RunAsync(a, PolicyId.New(), 1, ct)),
            nameof(RetirePolicy) => LetInAsync(Use<RetirePolicy>().RunAsync(a, PolicyId.New(), 1, ct)),
            nameof(UseSetupCode) => Of(Use<UseSetupCode>().RunAsync(a, "not the code", ct)),
            nameof(KeepAction) => Of(Use<KeepAction>().RunAsync(a, Session, Ask, AssuranceLevel.Basic, ct)),
            nameof(ContinueAction) => Of(Use<ContinueAction>().RunAsync(a with { Assurance = Fresh }, Session, State, ct)),
            nameof(KeepSignInReport) => Of(Use<KeepSignInReport>().RunAsync(a, "{}", ct)),
            nameof(ReadIdentity) => Of(Use<ReadIdentity>().RunAsync(a, ct)),
            nameof(RepeatedCalls) => Of(Use<RepeatedCalls>().BeginAsync(a, new ApiCallKey("same", [1]), neverAgain: false, ct)),
            _ => throw new NotSupportedException($"Say here how {useCase} is called."),
        };

        private async Task<IReadOnlyList<Absence>> AbsencesAsync(Actor a, CancellationToken ct) => (await Use<ReadAway>().RunAsync(a, ct)).Mine;

        private KeptAction Ask => new KeptAction.Ask(Form);

        /// <summary>Somebody who signed in just now.</summary>
        private Assurance Fresh => new(AssuranceLevel.Basic, World.Portal.Clock.Now(), AssuranceLevel.Basic);

        private static Assurance Sure => new(AssuranceLevel.MultiFactor);

        private RequestForm Form => new(Scene.Asks, Hour, "Check stuck refunds");

        private Policy Everything => new(PolicyId.New(), "open", 1, new AppliesTo.Entitlements([Scene.SameRight]), [new Rule("r", new Effect.Automatic(Hour, Hour), new Condition.Always())]);

        private T Use<T>()
            where T : notnull => World.Get<T>();

        private static async Task<Refusal?> Of<T>(Task<Outcome<T>> outcome) => (await outcome).Refusal;

        private static async Task<Refusal?> LetInAsync<T>(Task<Outcome<T>> outcome) => (await outcome).Refusal is Refusal.Forbidden refused ? refused : null;
        /// <summary>What only reads or writes of the caller's own has nothing to refuse.</summary>
        private static async Task<Refusal?> Of(Task done)
        {
            await done;
            return null;
        }


        private static async Task<Refusal?> CountsAsync(Task<int> count) => await count > 0 ? null : new Refusal.NotFound("not counted");

        private static async Task<Refusal?> SeesAsync<T>(Task<IReadOnlyList<T>> list, Func<T, bool> isIt) => (await list).Any(isIt) ? null : new Refusal.NotFound("not in the list");
    }

    /// <summary>What only some rows are about: an absence of Mira's, a lock on her, emergency access of hers.</summary>
    private sealed record Prepared(Guid Absence, LockId Lock, RequestId Emergency, RequestId Agreed = default)
    {
        public static async Task<Prepared> ForAsync(World world, string row, Actor mira, Actor victim, RequestId request) => row switch
        {
            nameof(ComeBack) or nameof(ReadAway) => new(await AbsenceAsync(world, mira, victim), default, default),
            nameof(LiftLock) or nameof(ReadStops) => new(default, await Scene.Must(world.Get<PlaceLock>().RunAsync(Actor.Portal, LockScope.Of(mira.Id), "Test", CancellationToken.None)), default),
            nameof(ExplainEmergency) or nameof(ReviewEmergency) or nameof(ListPostReviews) => new(default, default, await EmergencyAsync(world, row, mira)),
            nameof(ConfirmRequest) => new(default, default, default, await AgreedAsync(world, request)),
            _ => new(default, default, default),
        };

        /// <summary>Everybody agreed, and by now it waits for a stronger sign-in.</summary>
        private static async Task<RequestId> AgreedAsync(World world, RequestId request)
        {
            await using var db = world.Db();
            await db.Requests.Where(r => r.Id == request.Value).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, RequestState.AwaitingStepUp));
            return request;
        }

        private static async Task<Guid> AbsenceAsync(World world, Actor mira, Actor victim)
        {
            _ = await Scene.Must(world.Get<GoAway>().RunAsync(mira, new AwayForm(victim.Id, null, world.Portal.Clock.GetUtcNow() + Hour), CancellationToken.None));
            return (await world.Get<ReadAway>().RunAsync(mira, CancellationToken.None)).Mine[0].Id;
        }

        private static async Task<RequestId> EmergencyAsync(World world, string row, Actor mira)
        {
            var what = await world.Scene.BreakGlassAsync(row, new Approver.Group("owners"));
            return await Scene.Must(world.Get<SubmitRequest>().RunAsync(mira, new RequestForm(what, Hour / 2, "The shop is down", Emergency: true), CancellationToken.None));
        }
    }
}
