using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Targets;

/// <summary>Which account on a target is a person's own; set by an administrator, unique per target.</summary>
public sealed class TargetAccountRow : IEntityTypeConfiguration<TargetAccountRow>
{
    public Guid TargetId { get; set; }

    public Guid PersonId { get; set; }

    public string Name { get; set; } = "";

    public void Configure(EntityTypeBuilder<TargetAccountRow> builder)
    {
        builder.ToTable("target_accounts");
        builder.HasKey(r => new { r.TargetId, r.PersonId });
        builder.HasIndex(r => new { r.TargetId, r.Name }).IsUnique();
        builder.Property(r => r.Name).HasMaxLength(200);
    }
}
