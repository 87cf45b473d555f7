using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Policies;

/// <summary>One published version of a policy; immutable once written.</summary>
public sealed class PolicyRow : IEntityTypeConfiguration<PolicyRow>
{
    public Guid PolicyId { get; set; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string Document { get; set; } = "";

    public DateTimeOffset PublishedAt { get; set; }

    /// <summary>Who wrote this version; <see langword="null"/> where the portal itself did.</summary>
    public Guid? EditedById { get; set; }

    /// <summary>Who confirmed it before it was published; <see langword="null"/> where nobody had to.</summary>
    public Guid? ConfirmedById { get; set; }

    /// <summary>Set when a later version, or nothing, took its place.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }

    public void Configure(EntityTypeBuilder<PolicyRow> builder)
    {
        builder.ToTable("policies");
        builder.HasKey(r => new { r.PolicyId, r.Version });
        builder.HasIndex(r => r.ReplacedAt);
        builder.Property(r => r.Document).HasMaxLength(1_000_000);
    }
}
