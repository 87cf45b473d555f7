using JitPortal.Storage.Approvals;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Catalog;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Intake;
using JitPortal.Storage.Notices;
using JitPortal.Storage.People;
using JitPortal.Storage.Policies;
using JitPortal.Storage.Requests;
using JitPortal.Storage.Secrets;
using JitPortal.Storage.Targets;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage;

/// <summary>The tables. One model for both databases; the derived contexts carry only conventions.</summary>
public abstract class PortalDb(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<InstallationRow> Installation => Set<InstallationRow>();

    public DbSet<PersonRow> People => Set<PersonRow>();

    public DbSet<LoginRow> Logins => Set<LoginRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<LogoutTokenRow> LogoutTokens => Set<LogoutTokenRow>();

    public DbSet<KeptActionRow> KeptActions => Set<KeptActionRow>();

    public DbSet<SignInReportRow> SignInReports => Set<SignInReportRow>();

    public DbSet<SetupCodeRow> SetupCodes => Set<SetupCodeRow>();

    public DbSet<SubjectStateRow> SubjectStates => Set<SubjectStateRow>();

    public DbSet<AppointmentRow> Appointments => Set<AppointmentRow>();

    public DbSet<LockRow> Locks => Set<LockRow>();

    public DbSet<TargetRow> Targets => Set<TargetRow>();

    public DbSet<TargetAccountRow> TargetAccounts => Set<TargetAccountRow>();

    public DbSet<EntitlementRow> Entitlements => Set<EntitlementRow>();

    public DbSet<EntitlementOwnerRow> EntitlementOwners => Set<EntitlementOwnerRow>();

    public DbSet<DelegationRow> Delegations => Set<DelegationRow>();

    public DbSet<PostReviewRow> PostReviews => Set<PostReviewRow>();

    public DbSet<ApiCallRow> ApiCalls => Set<ApiCallRow>();

    public DbSet<PolicyRow> Policies => Set<PolicyRow>();

    public DbSet<PolicyDraftRow> PolicyDrafts => Set<PolicyDraftRow>();

    public DbSet<RequestRow> Requests => Set<RequestRow>();

    public DbSet<DecisionRow> Decisions => Set<DecisionRow>();

    public DbSet<GrantRow> Grants => Set<GrantRow>();

    public DbSet<LeaseRow> Leases => Set<LeaseRow>();

    public DbSet<HoldingRow> Holdings => Set<HoldingRow>();

    public DbSet<SecretRow> Secrets => Set<SecretRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<AuditHeadRow> AuditHead => Set<AuditHeadRow>();

    public DbSet<AuditPersonalRow> AuditPersonal => Set<AuditPersonalRow>();

    public DbSet<PersonKeyRow> PersonKeys => Set<PersonKeyRow>();

    public DbSet<NoticeRow> Notices => Set<NoticeRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<NoticeCursorRow> NoticeCursor => Set<NoticeCursorRow>();

    public DbSet<NoticeSettingsRow> NoticeSettings => Set<NoticeSettingsRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Whether this is the database of many nodes, which locks rows rather than the whole file.</summary>
    public abstract bool IsPostgres { get; }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PortalDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<TimeSpan>().HaveConversion<MillisecondsOfTimeSpan>();
        configurationBuilder.Properties<string>().HaveMaxLength(4_000);
    }
}
