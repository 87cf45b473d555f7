using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Catalog;

/// <summary>A resource in one role on a target.</summary>
public sealed class EntitlementRow : IEntityTypeConfiguration<EntitlementRow>
{
    public Guid Id { get; set; }

    public Guid TargetId { get; set; }

    public string Resource { get; set; } = "";

    public string Role { get; set; } = "";

    public string Description { get; set; } = "";

    /// <summary>JSON of the connector's own shape: the external right.</summary>
    public string Right { get; set; } = "";

    /// <summary>JSON array of tags.</summary>
    public string Tags { get; set; } = "[]";

    /// <summary>The group whose members own it, beside the people in <see cref="EntitlementOwnerRow"/>.</summary>
    public string? OwnerGroup { get; set; }

    public DateTimeOffset? RetiredAt { get; set; }

    public void Configure(EntityTypeBuilder<EntitlementRow> builder)
    {
        builder.ToTable("entitlements");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.TargetId, r.Resource, r.Role }).IsUnique();
        builder.Property(r => r.Resource).HasMaxLength(200);
        builder.Property(r => r.Role).HasMaxLength(200);
        builder.HasOne<TargetRow>().WithMany().HasForeignKey(r => r.TargetId).OnDelete(DeleteBehavior.Restrict);
    }
}
