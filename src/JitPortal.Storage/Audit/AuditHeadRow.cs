using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Audit;

/// <summary>The end of the chain; taken last in every transaction, so it never takes part in a deadlock.</summary>
public sealed class AuditHeadRow : IEntityTypeConfiguration<AuditHeadRow>
{
    public const int TheOnly = 1;

    public int Id { get; set; } = TheOnly;

    public long Sequence { get; set; }

    public byte[] Link { get; set; } = [];

    public void Configure(EntityTypeBuilder<AuditHeadRow> builder)
    {
        builder.ToTable("audit_head");
        builder.Property(r => r.Id).ValueGeneratedNever();
    }
}
