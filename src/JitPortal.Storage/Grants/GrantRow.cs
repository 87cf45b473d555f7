using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Grants;

/// <summary>
/// A grant: intent, lease window, claim, fence, attempts and outcome in one row. These rows are the truth; queues and timers
/// are rebuilt from them (I-07).
/// </summary>
public sealed class GrantRow : IEntityTypeConfiguration<GrantRow>
{
    public Guid Id { get; set; }

    public Guid RequestId { get; set; }

    public Guid EntitlementId { get; set; }

    public Guid TargetId { get; set; }

    public Guid PersonId { get; set; }

    public GrantState State { get; set; }

    // What was approved, pinned so that it is what is opened and later closed (I-25, targets.md "Snapshot").
    public string Principal { get; set; } = "";

    public PrincipalMode Mode { get; set; }

    public string Right { get; set; } = "";

    public string? PublicKey { get; set; }

    public string? SourceAddress { get; set; }

    /// <summary>What the route asked of its holder's sign-in: no weaker one is shown the secret.</summary>
    public AssuranceLevel Assurance { get; set; } = AssuranceLevel.Basic;

    public TimeSpan Duration { get; set; }

    public DateTimeOffset ApprovedAt { get; set; }

    public DateTimeOffset LatestStart { get; set; }

    /// <summary>The physical right it shares with other grants; <see langword="null"/> where the principal is its own.</summary>
    public Guid? HoldingId { get; set; }

    // The opening intent.
    public DateTimeOffset? IntendedAt { get; set; }

    public DateTimeOffset? ActiveAt { get; set; }

    /// <summary>The not-after of the current lease.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    public string? Verifier { get; set; }

    public bool HasSecret { get; set; }

    public DateTimeOffset? RevealedAt { get; set; }

    public int Rotations { get; set; }

    /// <summary>A new secret's verifier that the target has perhaps not taken yet.</summary>
    public string? NextVerifier { get; set; }

    // Work: who holds it, under which fence, and when it is tried next.
    public Guid? ClaimId { get; set; }

    public DateTimeOffset? ClaimUntil { get; set; }

    public long Fence { get; set; }

    public int Attempts { get; set; }

    /// <summary>Scheduled, Provisioning: the next opening attempt. Active: further work (extension, rotation). Revoking: the next closing attempt.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    public string? LastError { get; set; }

    /// <summary>Why it cannot be worked on at all; such a row never stops the others (I-18).</summary>
    public string? Quarantine { get; set; }

    // The end.
    public EndReason? EndReason { get; set; }

    public DateTimeOffset? RevokingAt { get; set; }

    /// <summary>Since when it should be gone: its planned end, or earlier where it was taken back before.</summary>
    public DateTimeOffset? Due => RevokingAt < EndsAt ? RevokingAt : EndsAt;

    public DateTimeOffset? EndedAt { get; set; }

    public EvidenceKind Evidence { get; set; }

    public string? EvidenceWords { get; set; }

    public DateTimeOffset? ResidualUntil { get; set; }

    /// <summary>When the alarm was raised that its end is not evidenced; once for each grant.</summary>
    public DateTimeOffset? AlarmedAt { get; set; }

    // Closing without evidence: one administrator asks for it and says why, another one agrees (I-11).
    public Guid? ForceAskedBy { get; set; }

    public DateTimeOffset? ForceAskedAt { get; set; }

    public string? ForceReason { get; set; }

    public Guid? ForceAgreedBy { get; set; }

    public void Configure(EntityTypeBuilder<GrantRow> builder)
    {
        // A grant that is open without an end would never be revoked: the database refuses it, whoever writes (I-01).
        // The same goes for a state that nothing looks for, and for work without a time to do it at.
        builder.ToTable("grants", t =>
        {
            t.HasCheckConstraint("CK_grants_open_has_end", "\"State\" NOT IN (2, 3) OR \"EndsAt\" IS NOT NULL");
            t.HasCheckConstraint("CK_grants_state", "\"State\" BETWEEN 1 AND 5");
            t.HasCheckConstraint("CK_grants_force_takes_two", "(\"Evidence\" = 6) = (\"ForceAgreedBy\" IS NOT NULL) AND (\"ForceAgreedBy\" IS NULL OR (\"ForceAskedBy\" IS NOT NULL AND \"ForceAskedBy\" <> \"ForceAgreedBy\"))");
            t.HasCheckConstraint("CK_grants_work_has_time", "\"State\" NOT IN (1, 4) OR \"NextAttemptAt\" IS NOT NULL");
        });
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Principal).HasMaxLength(200);
        builder.Property(r => r.Right).HasMaxLength(20_000);
        builder.Property(r => r.PublicKey).HasMaxLength(20_000);
        builder.Property(r => r.Verifier).HasMaxLength(20_000);
        builder.Property(r => r.NextVerifier).HasMaxLength(20_000);
        builder.HasIndex(r => r.RequestId).IsUnique();
        builder.HasIndex(r => new { r.State, r.EndsAt });
        builder.HasIndex(r => new { r.State, r.NextAttemptAt });
        builder.HasIndex(r => new { r.PersonId, r.State });
        builder.HasIndex(r => new { r.HoldingId, r.State });
        builder.HasIndex(r => new { r.EntitlementId, r.EndedAt, r.IntendedAt });   // who had it at a moment, without reading everybody's
        builder.HasIndex(r => new { r.PersonId, r.EntitlementId, r.ActiveAt });   // what somebody had of it, the latest first: read for every decision
        builder.HasIndex(r => r.ClaimId);
        builder.HasIndex(r => r.Principal);
        builder.HasIndex(r => r.EndsAt);
        builder.HasIndex(r => r.RevokingAt);
        builder.HasOne<RequestRow>().WithMany().HasForeignKey(r => r.RequestId).OnDelete(DeleteBehavior.Restrict);
    }
}
