using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Audit;

/// <summary>A personal value and its salt beside the log, sealed under the person's own key (I-36).</summary>
public sealed class AuditPersonalRow : IEntityTypeConfiguration<AuditPersonalRow>
{
    public long Sequence { get; set; }

    public string Name { get; set; } = "";

    public Guid PersonId { get; set; }

    public byte[] Box { get; set; } = [];

    public void Configure(EntityTypeBuilder<AuditPersonalRow> builder)
    {
        builder.ToTable("audit_personal");
        builder.HasKey(r => new { r.Sequence, r.Name });
        builder.Property(r => r.Name).HasMaxLength(50);
        builder.HasIndex(r => r.PersonId);
    }
}

/// <summary>The key of one person's values, wrapped under the master key. Deleting it erases them everywhere in this database.</summary>
public sealed class PersonKeyRow : IEntityTypeConfiguration<PersonKeyRow>
{
    public Guid PersonId { get; set; }

    public byte[] Box { get; set; } = [];

    public void Configure(EntityTypeBuilder<PersonKeyRow> builder)
    {
        builder.ToTable("person_keys");
        builder.HasKey(r => r.PersonId);
        builder.Property(r => r.PersonId).ValueGeneratedNever();
    }
}
