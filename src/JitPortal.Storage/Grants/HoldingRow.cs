using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Grants;

/// <summary>A physical right that grants share: (target, principal, right). It is wanted while any grant on it is open.</summary>
public sealed class HoldingRow : IEntityTypeConfiguration<HoldingRow>
{
    public Guid Id { get; set; }

    public Guid TargetId { get; set; }

    public string Principal { get; set; } = "";

    public string SharedRight { get; set; } = "";

    /// <summary>
    /// Whether the principal had the right before the first grant that is open now; observed before any effect, and never
    /// derived again while a grant is open on it. What was held before us is never taken away (I-16).
    /// </summary>
    public bool? HeldBefore { get; set; }

    public void Configure(EntityTypeBuilder<HoldingRow> builder)
    {
        builder.ToTable("holdings");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Principal).HasMaxLength(200);
        builder.Property(r => r.SharedRight).HasMaxLength(500);
        builder.HasIndex(r => new { r.TargetId, r.Principal, r.SharedRight }).IsUnique();
    }
}
