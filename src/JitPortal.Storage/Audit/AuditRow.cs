using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Audit;

/// <summary>One record: the exact bytes, their link in the chain, and columns that only project them.</summary>
public sealed class AuditRow : IEntityTypeConfiguration<AuditRow>
{
    /// <summary>1-based, gapless, in commit order.</summary>
    public long Sequence { get; set; }

    public byte[] Leaf { get; set; } = [];

    public byte[] Link { get; set; } = [];

    public string Type { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public Guid? ActorId { get; set; }

    public Guid? RequestId { get; set; }

    public Guid? GrantId { get; set; }

    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit");
        builder.HasKey(r => r.Sequence);
        builder.Property(r => r.Sequence).ValueGeneratedNever();
        builder.Property(r => r.Type).HasMaxLength(100);
        builder.HasIndex(r => r.RequestId);
        builder.HasIndex(r => r.GrantId);
        builder.HasIndex(r => new { r.Type, r.At });
    }
}
