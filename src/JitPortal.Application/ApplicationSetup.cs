using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.Intake;
using JitPortal.Application.Live;
using JitPortal.Application.Notices;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application;

/// <summary>All use cases; each is stateless and may live as long as the process.</summary>
public static class ApplicationSetup
{
    /// <param name="spoolFolder">Where outcomes are kept while the database takes no writes; a disk of this node.</param>
    public static IServiceCollection AddApplication(this IServiceCollection services, string spoolFolder)
    {
        services.TryAddSingleton(_ => new OutcomeSpool(spoolFolder));
        services.TryAddSingleton<ListCatalog>();
        services.TryAddSingleton<FindEntitlement>();
        services.TryAddSingleton<ReadEntitlement>();
        services.AddPeople();
        services.AddAudit();
        services.AddRequests();
        services.TryAddSingleton<GiveBackAll>();
        services.TryAddSingleton<ReadOperations>();
        services.TryAddSingleton<CheckTarget>();
        services.TryAddSingleton<RepeatedCalls>();
        services.TryAddSingleton<ILiveEvents, LiveEvents>();
        services.TryAddSingleton<PolicySets>();
        services.TryAddSingleton(FactLimits.Usual);
        services.TryAddSingleton<FactsReading>();
        services.TryAddSingleton<Rechecks>();
        services.TryAddSingleton<ActivationCheck>();
        services.AddPolicies();
        services.TryAddSingleton<TargetConnectors>();
        services.TryAddSingleton<TargetHealth>();
        services.AddTargets();
        services.TryAddSingleton<GrantViews>();
        services.TryAddSingleton<ConfirmClock>();
        services.AddDecisions();
        services.AddNotices();
        services.AddGrants();
        services.AddWork();
        return services;
    }

    /// <summary>Who decides, what comes due among decisions, and what stops access at once.</summary>
    private static void AddDecisions(this IServiceCollection services)
    {
        services.TryAddSingleton<ListApprovals>();
        services.TryAddSingleton<DecideRequest>();
        services.TryAddSingleton<Deciding>();
        services.TryAddSingleton<ExplainEmergency>();
        services.TryAddSingleton<ReviewEmergency>();
        services.TryAddSingleton<ListPostReviews>();
        services.TryAddSingleton<GoAway>();
        services.TryAddSingleton<ComeBack>();
        services.TryAddSingleton<ReadAway>();
        services.TryAddSingleton<ListColleagues>();
        services.TryAddSingleton<SetOwners>();
        services.TryAddSingleton<PlaceLock>();
        services.TryAddSingleton<LiftLock>();
        services.TryAddSingleton<ListLocks>();
        services.TryAddSingleton<PreviewStop>();
        services.TryAddSingleton<ListStopScopes>();
        services.TryAddSingleton<ReadStops>();
        services.TryAddSingleton<AnnounceStages>();
        services.TryAddSingleton<MarkOverdueReviews>();
        services.TryAddSingleton<DueDecisions>();
        services.TryAddSingleton<WhenNobodyIsHere>();
        services.TryAddSingleton<LapseRequests>();
    }

    private static void AddRequests(this IServiceCollection services)
    {
        services.TryAddSingleton<PreviewRequest>();
        services.TryAddSingleton<SubmitRequest>();
        services.TryAddSingleton<WithdrawRequest>();
        services.TryAddSingleton<RemindApprovers>();
        services.TryAddSingleton<ReadRequest>();
        services.TryAddSingleton<ListRequests>();
        services.TryAddSingleton<AwaitRequest>();
        services.TryAddSingleton<ListUsual>();
        services.TryAddSingleton<Asking>();
        services.TryAddSingleton<Timelines>();
    }

    /// <summary>Who people are, and that it is they who act.</summary>
    private static void AddPeople(this IServiceCollection services)
    {
        services.TryAddSingleton<RecognisePerson>();
        services.TryAddSingleton<ReadActor>();
        services.TryAddSingleton<ListPeople>();
        services.TryAddSingleton<ReadPerson>();
        services.TryAddSingleton<StartSession>();
        services.TryAddSingleton<RenewSession>();
        services.TryAddSingleton<ReadSession>();
        services.TryAddSingleton<EndSession>();
        services.TryAddSingleton<ObeyLogout>();
        services.TryAddSingleton<RecordRefusedSignIn>();
        services.TryAddSingleton<OfferSetup>();
        services.TryAddSingleton<UseSetupCode>();
        services.TryAddSingleton<KeepAction>();
        services.TryAddSingleton<ReadKeptAction>();
        services.TryAddSingleton<ContinueAction>();
        services.TryAddSingleton<KeepSignInReport>();
        services.TryAddSingleton<ReadIdentity>();
        services.TryAddSingleton<AppointAdministrator>();
        services.TryAddSingleton<DisablePerson>();
        services.TryAddSingleton<ErasePerson>();
        services.TryAddSingleton<SetManager>();
    }

    /// <summary>What is asked of the log.</summary>
    private static void AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton<VerifyAudit>();
        services.TryAddSingleton<ListAudit>();
        services.TryAddSingleton<BrowseAudit>();
        services.TryAddSingleton<WhoHad>();
        services.TryAddSingleton<ListExceptions>();
        services.TryAddSingleton<LookUpTrace>();
        services.TryAddSingleton<BeginExport>();
    }

    /// <summary>What people do with access that they or others hold.</summary>
    private static void AddGrants(this IServiceCollection services)
    {
        services.TryAddSingleton<ListMyAccess>();
        services.TryAddSingleton<ListGrants>();
        services.TryAddSingleton<ReadGrant>();
        services.TryAddSingleton<GiveBackGrant>();
        services.TryAddSingleton<RevokeGrant>();
        services.TryAddSingleton<AskForceClose>();
        services.TryAddSingleton<AgreeForceClose>();
        services.TryAddSingleton<ExtendGrant>();
        services.TryAddSingleton<PreviewExtensions>();
        services.TryAddSingleton<RevealCredential>();
        services.TryAddSingleton<RotateCredential>();
    }

    /// <summary>What opens and closes access once it is decided.</summary>
    private static void AddWork(this IServiceCollection services)
    {
        services.TryAddSingleton<DueWork>();
        services.TryAddSingleton<GrantingGate>();
        services.TryAddSingleton<TargetCall>();
        services.TryAddSingleton<OpeningIntent>();
        services.TryAddSingleton<OpeningResult>();
        services.TryAddSingleton<OpeningStep>();
        services.TryAddSingleton<ActiveStep>();
        services.TryAddSingleton<ClosingStep>();
        services.TryAddSingleton<ClosingResult>();
        services.TryAddSingleton<StandingLeases>();
        services.TryAddSingleton<SpoolReplay>();
        services.TryAddSingleton<RevocationMeter>();
        services.TryAddSingleton<OpenDueJob>();
        services.TryAddSingleton<RevokeDueJob>();
    }
}
