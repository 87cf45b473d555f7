using JitPortal.Domain.Approvals;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Approvals;

/// <summary>The review of one emergency access. The check makes it impossible that its holder or requester reviews it.</summary>
public sealed class PostReviewRow : IEntityTypeConfiguration<PostReviewRow>
{
    public Guid RequestId { get; set; }

    public Guid HolderId { get; set; }

    /// <summary>Who answers for the holder: the owner of a workload, of anybody else themselves.</summary>
    public Guid ResponsibleId { get; set; }

    public PostReviewState State { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>How many people were told when it began.</summary>
    public int Told { get; set; }

    /// <summary>What the holder says it was for.</summary>
    public string? Explanation { get; set; }

    public DateTimeOffset? ExplainedAt { get; set; }

    public Guid? ReviewerId { get; set; }

    public string? Finding { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    public void Configure(EntityTypeBuilder<PostReviewRow> builder)
    {
        builder.ToTable("post_reviews", t =>
        {
            t.HasCheckConstraint("CK_post_reviews_not_own", "\"ReviewerId\" IS NULL OR (\"ReviewerId\" <> \"HolderId\" AND \"ReviewerId\" <> \"ResponsibleId\")");
            t.HasCheckConstraint("CK_post_reviews_by_somebody", "\"State\" NOT IN (2, 3) OR \"ReviewerId\" IS NOT NULL");
        });
        builder.HasKey(r => r.RequestId);
        builder.Property(r => r.RequestId).ValueGeneratedNever();
        builder.HasIndex(r => new { r.State, r.DueAt });
        builder.HasIndex(r => new { r.HolderId, r.State });
        builder.HasOne<RequestRow>().WithMany()
            .HasForeignKey(r => new { r.RequestId, r.HolderId, r.ResponsibleId })
            .HasPrincipalKey(r => new { r.Id, r.RequesterId, r.ResponsibleId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
