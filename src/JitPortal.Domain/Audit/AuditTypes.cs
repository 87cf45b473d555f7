namespace JitPortal.Domain.Audit;

/// <summary>The names of everything that is recorded. A name is never reused with another meaning.</summary>
public static class AuditTypes
{
    public const string InstallationCreated = "installation.created";
    public const string PersonSeen = "person.first-seen";
    public const string PersonChanged = "person.changed";
    public const string PersonRefused = "person.sign-in-refused";
    public const string SessionStarted = "session.started";
    public const string SessionRenewed = "session.renewed";
    public const string SessionEnded = "session.ended";
    public const string SignInTested = "person.sign-in-tested";
    public const string SetupOffered = "setup.offered";
    public const string SetupUsed = "setup.used";
    public const string SetupRefused = "setup.refused";
    public const string StepUpAsked = "step-up.asked";
    public const string StepUpAnswered = "step-up.answered";
    public const string StepUpRefused = "step-up.refused";
    public const string PersonDisabled = "person.disabled";
    public const string PersonErased = "person.erased";
    public const string PersonReadmitted = "person.readmitted";
    public const string ManagerSet = "person.manager-set";
    public const string DelegationMade = "delegation.made";
    public const string DelegationEnded = "delegation.ended";
    public const string CatalogChanged = "catalog.changed";
    public const string AdministratorAppointed = "person.administrator-appointed";
    public const string SoloEnded = "installation.solo-mode-ended";
    public const string PolicyDraftSaved = "policy.draft-saved";
    public const string PolicyDraftDiscarded = "policy.draft-discarded";
    public const string PolicyProposed = "policy.proposed";
    public const string PolicyProposalWithdrawn = "policy.proposal-withdrawn";
    public const string OwnersSet = "catalog.owners-set";
    public const string PolicyPublished = "policy.published";
    public const string PolicyRetired = "policy.retired";
    public const string LockPlaced = "lock.placed";
    public const string LockLifted = "lock.lifted";
    public const string ClockConfirmed = "clock.confirmed";
    public const string LogExported = "audit.exported";

    public const string RequestFiled = "request.filed";
    public const string RequestAllowed = "request.allowed-by-policy";
    public const string RequestWaiting = "request.waiting";
    public const string RequestApproved = "request.approved";
    public const string RequestDenied = "request.denied";
    public const string RequestRefused = "request.refused-by-policy";
    public const string RequestWithdrawn = "request.withdrawn";
    public const string RequestLapsed = "request.lapsed";
    public const string RequestReminded = "request.reminded";
    public const string RequestPassedOn = "request.passed-on";
    public const string QuestionAsked = "request.question";
    public const string QuestionAnswered = "request.answer";
    public const string VoteCast = "request.vote";
    public const string RequestEscalated = "request.escalated";
    public const string RequestStepUpAsked = "request.step-up-asked";

    public const string BreakGlassOpened = "breakglass.opened";
    public const string BreakGlassExplained = "breakglass.explained";
    public const string BreakGlassAccepted = "breakglass.review-accepted";
    public const string BreakGlassDisputed = "breakglass.review-disputed";
    public const string BreakGlassOverdue = "breakglass.review-overdue";

    public const string GrantOpening = "grant.opening";
    public const string GrantOpenFailed = "grant.open-failed";
    public const string GrantActive = "grant.active";
    public const string GrantCancelled = "grant.cancelled";
    public const string GrantRevoking = "grant.revoking";
    public const string GrantRevokeFailed = "grant.revoke-failed";
    public const string GrantOverdue = "grant.overdue";
    public const string GrantEnded = "grant.ended";
    public const string GrantForceCloseAsked = "grant.force-close-asked";
    public const string GrantForceClosed = "grant.force-closed";
    public const string GrantRevealed = "grant.credential-revealed";
    public const string GrantRotating = "grant.credential-rotating";
    public const string GrantRotated = "grant.credential-rotated";
    public const string GrantExtending = "grant.extending";
    public const string GrantExtended = "grant.extended";
    public const string GrantExtensionDropped = "grant.extension-dropped";
    public const string GrantQuarantined = "grant.quarantined";
    public const string OutcomeRecovered = "grant.outcome-recovered";

    public const string TargetFailing = "target.failing";
    public const string TargetRecovered = "target.recovered";

    public const string NoticeSettingsChanged = "notice.settings-changed";
    public const string NoticeSentAgain = "notice.sent-again";
}
