using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Policies;

/// <summary>What an administrator wants a policy to become; at most one a policy, and it has one author. It applies to nothing.</summary>
public sealed class PolicyDraftRow : IEntityTypeConfiguration<PolicyDraftRow>
{
    public Guid PolicyId { get; set; }

    public string Name { get; set; } = "";

    public string Document { get; set; } = "";

    /// <summary>The version it was written against; 0 for a policy that was never published.</summary>
    public int BaseVersion { get; set; }

    /// <summary>Raised by every change and repeated in its WHERE, so that two windows cannot both win.</summary>
    public long Revision { get; set; }

    /// <summary>The policy shall stop applying; the document is the version in force.</summary>
    public bool Retires { get; set; }

    public Guid EditedById { get; set; }

    public DateTimeOffset EditedAt { get; set; }

    /// <summary>Set while it waits for another administrator.</summary>
    public DateTimeOffset? ProposedAt { get; set; }

    public void Configure(EntityTypeBuilder<PolicyDraftRow> builder)
    {
        builder.ToTable("policy_drafts");
        builder.HasKey(r => r.PolicyId);
        builder.Property(r => r.PolicyId).ValueGeneratedNever();
        builder.Property(r => r.Document).HasMaxLength(1_000_000);
    }
}
