using System.Linq.Expressions;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Catalog;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Requests;

public sealed class RequestRow : IEntityTypeConfiguration<RequestRow>
{
    public Guid Id { get; set; }

    public long Number { get; set; }

    public Guid EntitlementId { get; set; }

    public Guid RequesterId { get; set; }

    /// <summary>Who answers for the requester: the owner of a workload as it was at filing, of anybody else themselves.</summary>
    public Guid ResponsibleId { get; set; }

    public RequestState State { get; set; }

    /// <summary>0-based index of the stage that waits.</summary>
    public int Stage { get; set; }

    /// <summary>When that stage began: its escalation, fallback and time-out are counted from here.</summary>
    public DateTimeOffset StageBeganAt { get; set; }

    /// <summary>When that stage turns to more people and they have to be told; <see langword="null"/> once they have been.</summary>
    public DateTimeOffset? EscalatesAt { get; set; }

    /// <summary>When that stage reminds those who have not decided; <see langword="null"/> once it has, and where it does not.</summary>
    public DateTimeOffset? RemindsAt { get; set; }

    public TimeSpan Asked { get; set; }

    /// <summary>What stands now: shortened by policy or by approvers, never longer than asked.</summary>
    public TimeSpan Allowed { get; set; }

    public string Reason { get; set; } = "";

    public string? Ticket { get; set; }

    /// <summary>Filed as an emergency: without prior approval, to be explained afterwards.</summary>
    public bool Emergency { get; set; }

    public string? PublicKey { get; set; }

    // How the requester was signed in when they filed; later decisions take it as it was then.
    public string? SourceAddress { get; set; }

    public AssuranceLevel AssuranceLevel { get; set; }

    public DateTimeOffset? SignedInAt { get; set; }

    /// <summary>The grant this request would make longer.</summary>
    public Guid? ExtendsGrantId { get; set; }

    public DateTimeOffset FiledAt { get; set; }

    public DateTimeOffset? LapsesAt { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>When those who may decide the stage that waits were last reminded, by the requester or by time.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    public long PolicyVersion { get; set; }

    /// <summary>The verdict with its whole trace, as decided at filing.</summary>
    public string Verdict { get; set; } = "";

    /// <summary>JSON of the stages that the policies have added since; <see langword="null"/> for none.</summary>
    public string? AddedStages { get; set; }

    /// <summary>JSON: whom it concerns beside the requester. For telling and seeing only; who counts is always judged anew.</summary>
    public string Addressees { get; set; } = "";

    /// <summary>Every vote raises it and repeats it in its WHERE (I-21).</summary>
    public long Version { get; set; }

    public string? IdempotencyKey { get; set; }

    /// <summary>Filed, and neither granted nor over: it waits for people, or for its requester.</summary>
    public static Expression<Func<RequestRow, bool>> Undecided { get; } = r => r.State == RequestState.AwaitingApproval || r.State == RequestState.AwaitingStepUp;

    public void Configure(EntityTypeBuilder<RequestRow> builder)
    {
        builder.ToTable("requests");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Verdict).HasMaxLength(1_000_000);
        builder.Property(r => r.AddedStages).HasMaxLength(1_000_000);
        builder.Property(r => r.Ticket).HasMaxLength(100);
        builder.Property(r => r.Addressees).HasMaxLength(100_000);
        builder.Property(r => r.PublicKey).HasMaxLength(20_000);
        builder.Property(r => r.IdempotencyKey).HasMaxLength(100);
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => new { r.RequesterId, r.IdempotencyKey }).IsUnique();
        builder.HasIndex(r => new { r.State, r.LapsesAt });
        builder.HasIndex(r => new { r.State, r.EscalatesAt });
        builder.HasIndex(r => new { r.State, r.RemindsAt });
        builder.HasIndex(r => new { r.RequesterId, r.Number });
        builder.HasOne<EntitlementRow>().WithMany().HasForeignKey(r => r.EntitlementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.RequesterId).OnDelete(DeleteBehavior.Restrict);
    }
}
