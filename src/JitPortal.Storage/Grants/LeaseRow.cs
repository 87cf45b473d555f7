using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Grants;

/// <summary>A grant's window; an extension adds one, and so does a new secret, whose material is numbered anew.</summary>
public sealed class LeaseRow : IEntityTypeConfiguration<LeaseRow>
{
    public Guid GrantId { get; set; }

    public int Ordinal { get; set; }

    public Guid RequestId { get; set; }

    public LeaseState State { get; set; }

    public DateTimeOffset NotBefore { get; set; }

    public DateTimeOffset NotAfter { get; set; }

    /// <summary>Unique in the installation: the serial of the material issued for this lease.</summary>
    public long Serial { get; set; }

    /// <summary>Public material issued for this lease, for example an SSH certificate.</summary>
    public string? Material { get; set; }

    public void Configure(EntityTypeBuilder<LeaseRow> builder)
    {
        builder.ToTable("leases");
        builder.HasKey(r => new { r.GrantId, r.Ordinal });
        builder.HasIndex(r => r.RequestId);
        builder.HasIndex(r => r.Serial).IsUnique();
        builder.Property(r => r.Material).HasMaxLength(20_000);
        builder.HasOne<GrantRow>().WithMany().HasForeignKey(r => r.GrantId).OnDelete(DeleteBehavior.Restrict);
    }
}

public enum LeaseState
{
    Pending = 1,
    Current = 2,
    Past = 3,
    Dropped = 4,
}
